"""Horizontal bars with intervals, one factor a row: tornado, indices, rank correlations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, tell, without_legend
from analysis.figures.forest import SCALES, UNITS
from analysis.measures.summary import Kpi
from analysis.statistics.intervals import Interval
from analysis.style import DOWN, HATCHING, INK, QUIET, UP, plain, plain_lines

MOST_ROWS: Final = 16
ROW_PIXELS: Final = 46
NAME_WIDTH: Final = 17
COLOURS: Final = (UP, "#E69F00")
PATTERNS: Final = ("", "/")
HOVER: Final = "%{x:.3~s}<extra></extra>"


@dataclass(frozen=True)
class Bar:
    """Changes at both ends of a factor, whose values are `ends`."""

    name: str
    ends: tuple[str, ...]
    low: Interval
    high: Interval


@dataclass(frozen=True)
class Series:
    """One value per row, with its interval."""

    name: str
    values: Sequence[Interval]


def tornado_chart(bars: Sequence[Bar], kpi: Kpi, told: Told) -> go.Figure:
    """Draw the widest bars, from the base to both ends of each factor."""
    shown = bars[:MOST_ROWS]
    scale = SCALES[kpi.kind]
    figure = _rows([bar.name for bar in shown], Axis(f"change in {kpi.label}, {_unit(kpi)}"))
    for side, colour, pattern in (("low", DOWN, "/"), ("high", UP, "")):
        intervals = [_scaled(getattr(bar, side), scale) for bar in shown]
        text = [plain(bar.ends[0 if side == "low" else -1]) for bar in shown]
        drawn = _bars(f"at its {side} end", intervals, colour, pattern)
        figure.add_trace(drawn.update(customdata=text, hovertemplate=f"%{{customdata}}: {HOVER}"))
    figure.update_layout(barmode="overlay", bargap=0.35)
    return _told(figure, told, len(bars))


@dataclass(frozen=True)
class Axis:
    """What the horizontal axis says: its title, the d3 format of its numbers, and its ends if given."""

    title: str
    form: str = "~s"
    ends: tuple[float, float] | None = None


def interval_chart(names: Sequence[str], series: Sequence[Series], axis: Axis, told: Told) -> go.Figure:
    """Draw bars side by side, one per series in each row."""
    figure = _rows(names[:MOST_ROWS], axis)
    for i, each in enumerate(series):
        drawn = _bars(each.name, each.values[:MOST_ROWS], COLOURS[i % 2], PATTERNS[i % 2])
        figure.add_trace(drawn.update(hovertemplate=f"%{{x:{axis.form}}}<extra></extra>"))
    figure.update_layout(barmode="group", bargap=0.3)
    if len(series) == 1:
        without_legend(figure)
    return _told(figure, told, len(names))


def _unit(kpi: Kpi) -> str:
    return UNITS[kpi.kind] if kpi.kind != "count" else "number"


def _scaled(interval: Interval, scale: float) -> Interval:
    found = (interval.estimate, interval.low, interval.high)
    mean, low, high = (None if value is None else value / scale for value in found)
    return Interval(mean, low, high, interval.replications)


def _rows(names: Sequence[str], axis: Axis) -> go.Figure:
    """Canvas with one named row per factor, the first on top."""
    figure = canvas([Panel("", "")], axis.title, columns=1, panel_height=max(2, len(names)) * ROW_PIXELS)
    figure.update_layout(hovermode="closest")
    figure.layout.yaxis.update(
        tickmode="array",
        tickvals=list(range(len(names))),
        ticktext=[plain_lines(name, 60, NAME_WIDTH) for name in names],
        range=[len(names) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
    )
    figure.layout.xaxis.update(
        zeroline=True, zerolinewidth=2, nticks=6, tickformat=axis.form, range=axis.ends
    )
    return figure


def _bars(name: str, intervals: Sequence[Interval], colour: str, pattern: str) -> go.Bar:
    return go.Bar(
        x=[np.nan if each.estimate is None else each.estimate for each in intervals],
        y=list(range(len(intervals))),
        orientation="h",
        name=plain(name),
        marker={"color": colour, "pattern": {**HATCHING, "shape": pattern}},
        error_x={**_whiskers(intervals), "color": INK, "thickness": 1.5, "width": 4},
    )


def _whiskers(intervals: Sequence[Interval]) -> dict[str, Any]:
    reach = [
        (0.0, 0.0)
        if each.estimate is None or each.low is None or each.high is None
        else (each.high - each.estimate, each.estimate - each.low)
        for each in intervals
    ]
    return {"array": [up for up, _ in reach], "arrayminus": [down for _, down in reach]}


def _told(figure: go.Figure, told: Told, rows: int) -> go.Figure:
    left_out = rows - MOST_ROWS
    if left_out > 0:
        words = f"{told.description} The {left_out} smallest of {rows} rows are only in the table."
        told = Told(told.finding, words, told.columns, told.rows)
    figure.update_layout(legend_font_color=QUIET)
    return tell(figure, told)
