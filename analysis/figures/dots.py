"""Means with their 95% intervals, one row per name and one mark per arm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analysis.figures.canvas import suffix
from analysis.statistics.intervals import Interval
from analysis.style import Look, plain, plain_lines, spoken


@dataclass(frozen=True)
class Dot:
    """One mark: the row it stands in, the arm it is of, and the interval, in the unit of the axis."""

    row: str
    arm: str
    found: Interval


def add_dots(
    figure: go.Figure, dots: Sequence[Dot], rows: Sequence[str], looks: dict[str, Look], panel: int
) -> None:
    """Draw the marks of one panel; arms stand below each other within their row."""
    arms = [arm for arm in looks if any(dot.arm == arm for dot in dots)]
    for i, arm in enumerate(arms):
        own = [dot for dot in dots if dot.arm == arm and dot.found.estimate is not None]
        offset = 0.7 * ((i + 0.5) / len(arms) - 0.5)
        figure.add_trace(_marks(own, [rows.index(dot.row) + offset for dot in own], (arm, looks[arm]), panel))
    figure.layout[f"yaxis{suffix(panel)}"].update(
        tickmode="array",
        tickvals=list(range(len(rows))),
        ticktext=[plain_lines(spoken(row), 40, 15) for row in rows],
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
        nticks=None,
    )
    figure.layout[f"xaxis{suffix(panel)}"].update(tickformat="~s", nticks=5, tickangle=0)


def _marks(own: Sequence[Dot], places: Sequence[float], arm: tuple[str, Look], panel: int) -> go.Scatter:
    name, look = arm
    middle = [float(dot.found.estimate or 0) for dot in own]
    above, below = (
        [abs(end - x) if end is not None else 0.0 for end, x in zip(ends, middle, strict=True)]
        for ends in ([dot.found.high for dot in own], [dot.found.low for dot in own])
    )
    return go.Scatter(
        x=middle,
        y=places,
        error_x={
            "array": above,
            "arrayminus": below,
            "color": look.colour,
            "thickness": 1.5,
            "width": 4,
        },
        name=plain(spoken(name)),
        legendgroup=plain(spoken(name)),
        showlegend=panel == 0,
        mode="markers",
        marker={"symbol": look.marker, "size": 9, "color": look.colour},
        hovertemplate="%{x:.3~s}",
        xaxis=f"x{suffix(panel)}",
        yaxis=f"y{suffix(panel)}",
    )
