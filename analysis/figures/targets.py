"""Targets against outcomes: the 95% interval of each arm, and the region in which the target is met."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import plotly.graph_objects as go

from analysis.figures.canvas import WIDE_GAP, Panel, Told, canvas, on_telephone, suffix, tell, without_legend
from analysis.measures.summary import focus
from analysis.measures.targets import TargetResult, check_targets, targets_sentence, targets_table
from analysis.style import INK, RULE, likely, plain_lines, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

MARKERS: Final = {"met": "circle", "unclear": "circle-open", "missed": "x"}
_SCALES: Final = {"money": 100.0, "share": 0.01, "count": 1.0, "index": 1.0}
_UNITS: Final = {"money": "money", "share": "per cent", "count": "count", "index": "points of the index"}


def targets(comparison: Comparison) -> go.Figure:
    """Outcome of each arm with its 95% interval, against the region in which the target is met.

    Raises
    ------
    ValueError
        If the scenario sets no targets.
    """
    results = check_targets(comparison)
    if not results:
        raise ValueError("the scenario sets no targets")
    by_target: dict[str, list[TargetResult]] = {}
    for result in results:
        by_target.setdefault(result.kpi.column, []).append(result)
    height = 34 + 40 * max(map(len, by_target.values()))
    panels = [Panel(rows[0].kpi.label, "") for rows in by_target.values()]
    figure = canvas(panels, "", columns=2, panel_height=height, gap=WIDE_GAP)
    for i, rows in enumerate(by_target.values()):
        _add_panel(figure, rows, i)
    figure.update_layout(hovermode="closest")
    without_legend(figure)
    description = (
        f"One panel per target of {spoken(focus(comparison))}, one row per arm: mean outcome and its 95% "
        "interval. The line is the target, the shaded side is where it is met. Filled marks: met; crosses: "
        "missed; open marks: the interval holds the target, so it cannot be told. P is the probability that "
        "the target is met on average."
    )
    return tell(figure, Told(targets_sentence(results).rstrip("."), description, *targets_table(results)))


def _add_panel(figure: go.Figure, rows: Sequence[TargetResult], panel: int) -> None:
    for position, row in enumerate(rows):
        figure.add_trace(_mark(row, position, panel))
    low, high = _reach(rows)
    wanted = rows[0].target.value / _scale(rows[0])
    place = {"xref": f"x{suffix(panel)}", "yref": f"y{suffix(panel)} domain", "y0": 0, "y1": 1}
    end = high if rows[0].target.wants_more else low
    figure.add_shape(type="rect", x0=wanted, x1=end, fillcolor=RULE, line_width=0, layer="below", **place)
    figure.add_shape(
        type="line", x0=wanted, x1=wanted, line={"color": INK, "width": 2}, layer="below", **place
    )
    figure.layout[f"yaxis{suffix(panel)}"].update(
        tickmode="array",
        tickvals=list(range(len(rows))),
        ticktext=[plain_lines(spoken(row.arm), 40, 15) for row in rows],
        range=[len(rows) - 0.5, -0.8],
        showgrid=False,
        zeroline=False,
        matches=None,
    )
    figure.layout[f"xaxis{suffix(panel)}"].update(
        title={"text": f"{_what(rows[0])}; wanted: {rows[0].wanted}"},
        range=[low, high],
        nticks=6,
        tickformat="~s" if rows[0].kpi.kind in {"money", "count"} else "",
    )
    on_telephone(figure, **{f"xaxis{suffix(panel)}.title.text": f"wanted: {rows[0].wanted}"})


def _scale(row: TargetResult) -> float:
    return 0.01 if row.target.way == "change" else _SCALES[row.kpi.kind]


def _what(row: TargetResult) -> str:
    if row.target.way == "change":
        return "change, per cent"
    if row.target.way == "difference":
        unit = "percentage points" if row.kpi.kind == "share" else _UNITS[row.kpi.kind]
        return f"difference, {unit}"
    return _UNITS[row.kpi.kind]


def _reach(rows: Sequence[TargetResult]) -> tuple[float, float]:
    """Span of the axis: all intervals and the target, with room beside them."""
    values = np.array([(row.outcome, row.low, row.high, row.target.value) for row in rows]) / _scale(rows[0])
    known = values[np.isfinite(values)]
    room = 0.2 * float(np.ptp(known)) or 1.0
    return float(known.min()) - room, float(known.max()) + room


def _mark(row: TargetResult, position: int, panel: int) -> go.Scatter:
    mean, low, high = (value / _scale(row) for value in (row.outcome, row.low, row.high))
    measured = np.isfinite(mean)
    bars = {"array": [high - mean], "arrayminus": [mean - low], "color": INK, "thickness": 2, "width": 5}
    return go.Scatter(
        x=[mean if measured else row.target.value / _scale(row)],
        y=[position],
        error_x=bars if np.isfinite(low) else None,
        mode="markers+text" if measured else "text",
        text=[f"P {likely(row.chance)}" if measured else "no value"],
        textposition="top center",
        textfont={"size": 11},
        cliponaxis=False,
        marker={"symbol": MARKERS[row.status], "size": 10, "color": INK, "line": {"width": 2, "color": INK}},
        hovertemplate=f"{row.show(row.outcome)} ({row.status})<extra></extra>",
        xaxis=f"x{suffix(panel)}",
        yaxis=f"y{suffix(panel)}",
    )
