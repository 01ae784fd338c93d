"""Charts of a search: what each trial brought, the trade-offs, and what the best are worth on fresh seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, suffix, tell
from analysis.optimise.result import AS_IT_IS, settings
from analysis.statistics.intervals import mean_interval
from analysis.style import DOWN, INK, QUIET, UP, likely, plain, plain_lines, spoken

if TYPE_CHECKING:
    from analysis.optimise import Search
    from sim.units import Floats

SCALES: Final = {"money": 0.01, "count": 1.0, "share": 1.0, "index": 1.0}


def search_history(search: Search) -> go.Figure:
    """Trials in their order and, on fresh seeds, the finalists; of several objectives, their trade-off too.

    Raises
    ------
    ValueError
        If every trial failed.
    """
    if search.best is None:
        raise ValueError("every trial failed, so there is nothing to draw")
    panels = [Panel("trials in their order", _axis(search, 0), _format(search, 0))]
    panels += [Panel("promised and held", _axis(search, 0), _format(search, 0))]
    if len(search.plan.objectives) > 1:
        panels.append(Panel("trade-offs", _axis(search, 1), _format(search, 1)))
    figure = canvas(panels, "trial", 2, 280, 0.12)
    _draw_trials(figure, search)
    _draw_finalists(figure, search)
    if len(search.plan.objectives) > 1:
        _draw_front(figure, search)
    figure.update_layout(hovermode="closest")
    description = (
        "Trials: the mean of each over the same replications, and the best so far; crosses at the foot are "
        "failed trials. Promised and held: open marks are the means by which finalists were chosen, filled "
        f"ones their means on fresh seeds with 95% intervals. {' '.join(search.notes())}"
    )
    return tell(figure, Told(search.finding().rstrip("."), description, *_rows(search)))


def _axis(search: Search, objective: int) -> str:
    firm = search.plan.outcomes[objective][0]
    return f"{plain(spoken(firm))}: {search.kpis[objective].label.split(' (')[0]}"


def _format(search: Search, objective: int) -> str:
    return {"money": "~s", "count": "~s", "share": ".0%", "index": ""}[search.kpis[objective].kind]


def _scaled(search: Search, objective: int, values: Floats) -> Floats:
    return np.asarray(values * SCALES[search.kpis[objective].kind])


def _judged(search: Search, objective: int) -> tuple[list[int], Floats]:
    """Numbers of the trials that can be judged, and their means."""
    good = [trial for trial in search.trials if not trial.reason]
    means = np.array([trial.outcomes[:, objective].mean() for trial in good])
    return [trial.number for trial in good], _scaled(search, objective, means)


def _marks(place: tuple[int, str], x: object, y: object, **looks: object) -> go.Scatter:
    panel, name = place
    axes = {"xaxis": f"x{suffix(panel)}", "yaxis": f"y{suffix(panel)}"}
    return go.Scatter(x=x, y=y, name=name, **axes, **looks)


def _draw_trials(figure: go.Figure, search: Search) -> None:
    numbers, means = _judged(search, 0)
    best = (np.maximum if search.plan.signs[0] > 0 else np.minimum).accumulate(means)
    dots = {"color": QUIET, "size": 7, "symbol": "circle-open"}
    figure.add_trace(_marks((0, "a trial"), numbers, means, mode="markers", marker=dots))
    line = {"color": UP, "width": 2, "shape": "hv"}
    figure.add_trace(_marks((0, "best so far"), numbers, best, mode="lines", line=line))
    failed = [trial.number for trial in search.trials if trial.reason]
    if failed:
        foot = [float(means.min())] * len(failed)
        crosses = {"color": DOWN, "symbol": "x", "size": 7}
        figure.add_trace(_marks((0, "failed"), failed, foot, mode="markers", marker=crosses))


def _draw_finalists(figure: go.Figure, search: Search) -> None:
    names = [*search.fresh]
    levels = [mean_interval(_scaled(search, 0, search.fresh[name][:, 0])) for name in names]
    middle = [level.estimate for level in levels]
    reach = [
        level.high - level.estimate if level.high is not None and level.estimate is not None else 0.0
        for level in levels
    ]
    bars = {"array": reach, "color": INK, "thickness": 2, "width": 5}
    filled = {"color": INK, "size": 10, "symbol": "diamond"}
    places = list(range(len(names)))
    by_name = {trial.name: trial for trial in search.trials}
    promised = [
        None if name == AS_IT_IS else float(_scaled(search, 0, by_name[name].outcomes[:, 0].mean()))
        for name in names
    ]
    hollow = {"color": DOWN, "size": 11, "symbol": "square-open", "line": {"width": 2}}
    figure.add_trace(_marks((1, "promised by the search"), places, promised, mode="markers", marker=hollow))
    figure.add_trace(
        _marks((1, "held on fresh seeds"), places, middle, mode="markers", marker=filled, error_y=bars)
    )
    figure.layout.xaxis2.update(
        tickmode="array",
        tickvals=places,
        ticktext=[plain_lines(name, 20, 9) for name in names],
        range=[-0.6, len(names) - 0.4],
        title={"text": "finalist"},
        showgrid=False,
        zeroline=False,
    )


def _draw_front(figure: go.Figure, search: Search) -> None:
    _, first = _judged(search, 0)
    _, second = _judged(search, 1)
    dots = {"color": QUIET, "size": 7, "symbol": "circle-open"}
    figure.add_trace(_marks((2, "a trial"), first, second, mode="markers", marker=dots, showlegend=False))
    front = [trial.outcomes.mean(axis=0) for trial in search.front]
    ends = np.array(sorted(map(tuple, front)))
    line = {"color": "#009E73", "width": 2, "dash": "dot"}
    marks = {"color": "#009E73", "size": 10, "symbol": "triangle-up"}
    x, y = (_scaled(search, i, ends[:, i]) for i in (0, 1))
    figure.add_trace(
        _marks((2, "trade-off nobody beats"), x, y, mode="lines+markers", line=line, marker=marks)
    )
    figure.layout.xaxis3.update(title={"text": _axis(search, 0)}, tickformat=_format(search, 0), nticks=6)


def _rows(search: Search) -> tuple[list[str], list[list[str]]]:
    columns = ["candidate", "objective", "in the search", "fresh seeds", "95% low", "95% high"]
    columns += ["gain on the file as it is", "gain 95% low", "gain 95% high", "P(better)", "values"]
    by_name = {trial.name: settings(trial) for trial in search.trials}
    kpis = dict(zip(search.plan.objectives, search.kpis, strict=True))
    rows = []
    for row in search.fresh_table().to_dict("records"):
        kpi = kpis[row["objective"]]
        levels = [kpi.show(float(row[name])) for name in ("in_search", "fresh", "low", "high")]
        gains = [kpi.show(float(row[name]), signed=True) for name in ("gain", "gain_low", "gain_high")]
        chance = likely(float(row["p_better"]))
        name = str(row["candidate"])
        firm, column = str(row["objective"]).split(".", 1)
        rows.append(
            [name, f"{spoken(firm)}: {spoken(column)}", *levels, *gains, chance, by_name.get(name, "–")]
        )
    return columns, rows
