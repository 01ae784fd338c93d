"""Charts of games: payoffs with their equilibria, regret by environment, and which arm is best how often."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import plotly.graph_objects as go

from analysis.figures.canvas import WIDE_GAP, Panel, Told, canvas, on_telephone, suffix, tell, without_legend
from analysis.measures.summary import Kpi
from analysis.style import HATCHING, INK, UP, likely, plain, plain_lines, spoken

if TYPE_CHECKING:
    from analysis.games.equilibria import Equilibria
    from analysis.games.regret import Regrets
    from sim.units import Floats

UNITS: Final = {"money": "money", "count": "count", "share": "share", "index": "index"}
MOST_TEXTS: Final = 60
MOST_LABELS: Final = 12
ROW_PIXELS: Final = 46
# Light enough for dark text on it, save where there is none.
PAYOFF: Final = "#7FB2D9"
REGRET: Final = "#F0A878"
REGRET_WITHOUT_TEXT: Final = "#A63603"


def payoff_matrix(found: Equilibria) -> go.Figure:
    """What each of two players gets in every profile, on average; stable profiles are framed and starred.

    Raises
    ------
    ValueError
        If there are not two players.
    """
    game = found.payoffs
    if len(game.players) != 2:
        raise ValueError("a payoff matrix is drawn for two players")
    first, second = game.players
    means = game.complete.mean(axis=0)
    height = ROW_PIXELS * max(3, len(game.strategies[0]))
    panels = [Panel(f"what {spoken(firm)} gets", f"strategy of {spoken(first)}") for firm in game.players]
    figure = canvas(panels, f"strategy of {plain(spoken(second))}", 2, height, WIDE_GAP)
    for i in range(2):
        figure.add_trace(_cells(means[i], i, [[game.kpi.show(value) for value in row] for row in means[i]]))
        for row, column in found.pure:
            _mark(figure, i, (row, column))
        _name_axes(figure, i, game.strategies[0], game.strategies[1])
    _finish(figure)
    description = (
        f"Mean {game.kpi.label} ({UNITS[game.kpi.kind]}) of each player by profile: rows are strategies of "
        f"{spoken(first)}, columns of {spoken(second)}; darker is more. A star in a frame: nobody gains "
        f"by moving alone. {' '.join(found.notes())}"
    )
    return tell(figure, Told(found.finding().rstrip("."), description, *_profiles(found)))


def _cells(
    values: Floats, panel: int, texts: Sequence[Sequence[str]] | None, darkest: str = PAYOFF
) -> go.Heatmap:
    return go.Heatmap(
        z=values,
        text=texts,
        texttemplate="%{text}" if texts is not None else None,
        hovertemplate="%{text}<extra></extra>" if texts is not None else "%{z:.3~s}<extra></extra>",
        colorscale=[[0, "#FFFFFF"], [1, darkest]],
        textfont={"color": INK},
        showscale=False,
        xgap=1,
        ygap=1,
        xaxis=f"x{suffix(panel)}",
        yaxis=f"y{suffix(panel)}",
    )


def _mark(figure: go.Figure, panel: int, cell: tuple[int, int]) -> None:
    row, column = cell
    place = {"xref": f"x{suffix(panel)}", "yref": f"y{suffix(panel)}"}
    corners = {"x0": column - 0.48, "x1": column + 0.48, "y0": row - 0.46, "y1": row + 0.46}
    figure.add_shape(type="rect", line={"color": INK, "width": 3}, **corners, **place)
    star = {
        "text": "★",
        "showarrow": False,
        "font": {"size": 15, "color": INK},
        "bgcolor": "white",
        "borderpad": 1,
    }
    figure.add_annotation(x=column + 0.48, y=row - 0.46, xanchor="right", yanchor="top", **star, **place)


def _name_axes(figure: go.Figure, panel: int, rows: Sequence[str], columns: Sequence[Hashable]) -> None:
    figure.layout[f"yaxis{suffix(panel)}"].update(
        tickmode="array",
        tickvals=list(range(len(rows))),
        ticktext=[plain_lines(spoken(name), 40, 14) for name in rows],
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
    )
    few = len(columns) <= MOST_LABELS
    figure.layout[f"xaxis{suffix(panel)}"].update(
        tickmode="array",
        tickvals=list(range(len(columns))) if few else [],
        ticktext=[plain_lines(spoken(str(name)), 40, 12) for name in columns] if few else [],
        range=[-0.5, len(columns) - 0.5],
        showgrid=False,
        zeroline=False,
    )


def _finish(figure: go.Figure) -> None:
    figure.update_layout(hovermode="closest")
    without_legend(figure)


def _profiles(found: Equilibria) -> tuple[list[str], list[list[str]]]:
    game = found.payoffs
    columns = [f"{spoken(firm)} plays" for firm in game.players]
    columns += [f"{spoken(firm)} gets (95% CI)" for firm in game.players]
    columns += ["stable", "stable in resamples", "regret", "95% low", "95% high"]
    levels = game.table()
    rows = []
    for number, row in enumerate(found.table().to_dict("records")):
        got = levels.iloc[2 * number : 2 * number + 2].to_dict("records")
        names = [spoken(str(row[f"{firm}_plays"])) for firm in game.players]
        figures = [game.kpi.show(float(row[name])) for name in ("regret", "regret_low", "regret_high")]
        stable = ["yes" if row["equilibrium"] else "no", likely(float(row["share_equilibrium"]))]
        rows.append([*names, *(_level(each, game.kpi) for each in got), *stable, *figures])
    return columns, rows


def _level(row: dict[Hashable, Any], kpi: Kpi) -> str:
    ends = (
        ""
        if row["low"] is None or np.isnan(row["low"])
        else f" ({kpi.show(row['low'])} to {kpi.show(row['high'])})"
    )
    return kpi.show(row["mean"]) + ends


def regret_map(found: Regrets) -> go.Figure:
    """Regret of every arm in every environment: best mean there minus the arm's own."""
    height = ROW_PIXELS * max(3, len(found.arms))
    regret = found.regret.T
    figure = canvas([Panel("regret by environment", "")], "environment", 1, height)
    shown = [[found.kpi.show(value) for value in row] for row in regret]
    few = regret.size <= MOST_TEXTS
    trace = _cells(regret, 0, shown, REGRET if few else REGRET_WITHOUT_TEXT)
    figure.add_trace(trace if few else trace.update(texttemplate="", xgap=0))
    _name_axes(figure, 0, found.arms, found.points)
    if not few or len(found.points) > 4:
        on_telephone(figure, xaxis_tickangle=-90)
    _finish(figure)
    description = (
        f"Regret in {found.kpi.label} ({UNITS[found.kpi.kind]}): what an arm falls short of the best arm of "
        f"the same environment, on average over paired replications; darker is more. "
        f"{' '.join(found.notes())}"
    )
    return tell(figure, Told(found.finding(), description, *_regret_rows(found)))


def _regret_rows(found: Regrets) -> tuple[list[str], list[list[str]]]:
    columns = ["environment", "arm", "mean", "regret", "P(best)", "replications"]
    rows = [
        [
            spoken(str(row["point"])),
            spoken(str(row["arm"])),
            *(found.kpi.show(float(row[name])) for name in ("mean", "regret")),
            likely(float(row["p_best"])),
            str(row["replications"]),
        ]
        for row in found.by_point().to_dict("records")
    ]
    return columns, rows


def best_chances(found: Regrets) -> go.Figure:
    """How likely each arm is the best: on average over environments, and in one of them taken at random."""
    table = found.table()
    height = 20 + ROW_PIXELS * len(found.arms)
    figure = canvas([Panel("probability to be the best arm", "")], "probability", 1, height)
    for name, label, colour, pattern in (
        ("p_best", "on average over environments", UP, ""),
        ("p_best_by_point", "in an environment taken at random", "#E69F00", "/"),
    ):
        values = table[name] if name in table else np.full(len(found.arms), np.nan)
        figure.add_trace(_bars(np.asarray(values, np.float64), label, colour, pattern))
    _name_axes(figure, 0, found.arms, [])
    figure.update_layout(hovermode="closest", barmode="group", bargap=0.25)
    figure.layout.xaxis.update(
        range=[0, 1.12], tickmode="auto", tickvals=None, tickformat=".0%", showgrid=True, nticks=6
    )
    chances = table.get("p_best")
    description = (
        "Bars: share of bootstrap resamples of the paired replications in which the arm has the best mean; "
        f"ties are shared. {' '.join(found.notes())}"
    )
    return tell(figure, Told(_best_words(found, chances), description, *_chance_rows(found)))


def _bars(values: Floats, label: str, colour: str, pattern: str) -> go.Bar:
    return go.Bar(
        y=list(range(len(values))),
        x=np.nan_to_num(values),
        orientation="h",
        name=label,
        text=[likely(value) for value in values],
        textposition="outside",
        cliponaxis=False,
        marker={"color": colour, "pattern": {"shape": pattern, **HATCHING}},
        hovertemplate="%{text}<extra></extra>",
    )


def _best_words(found: Regrets, chances: Any) -> str:  # noqa: ANN401 - a column or nothing
    runs = f"{len(found.whole)} environments"
    if chances is None or not np.isfinite(chances).all():
        return f"Too few complete replications to say which arm is best over {runs}"
    best = int(np.argmax(chances))
    chance = float(chances.iloc[best])
    verb = "is best on average" if chance >= 0.95 else "is most likely best on average"
    return f"“{spoken(found.arms[best])}” {verb} over {runs} (P {likely(chance)})"


def _chance_rows(found: Regrets) -> tuple[list[str], list[list[str]]]:
    columns = ["arm", "mean", "max regret", "95% low", "95% high", "worst environment"]
    columns += ["P(best on average)", "P(best in one)", "P(least max regret)"]
    rows = []
    for row in found.table().to_dict("records"):
        money = [
            row.get(name, np.nan) for name in ("mean", "max_regret", "max_regret_low", "max_regret_high")
        ]
        chances = [row.get(name, np.nan) for name in ("p_best", "p_best_by_point", "p_minimax")]
        worst = spoken(str(row.get("worst_point", "–")))
        shown = [found.kpi.show(float(value)) for value in money]
        rows.append([spoken(str(row["arm"])), *shown, worst, *(likely(float(chance)) for chance in chances)])
    return columns, rows
