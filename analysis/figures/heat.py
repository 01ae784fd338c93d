"""Heat maps whose cells carry their numbers, so that colour is never alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import plotly.graph_objects as go

from analysis.figures.canvas import suffix
from analysis.style import plain_lines, spoken
from sim.units import Floats

SHADES: Final = ((0.0, "#ffffff"), (0.25, "#cfdceb"), (0.5, "#8fb0d3"), (0.75, "#3f73ad"), (1.0, "#0b2a5b"))
"""White to dark blue: lightness falls evenly, so it survives print and colour blindness."""
MOST_NUMBERS: Final = 14
"""Columns up to which a number fits into its cell."""


@dataclass(frozen=True)
class Grid:
    """Values of one panel by row and column, NaN where there is nothing, and how to write them."""

    rows: Sequence[str]
    columns: Sequence[str]
    values: Floats
    texts: Sequence[Sequence[str]]


def add_heat(figure: go.Figure, grid: Grid, panel: int, highest: float) -> None:
    """Draw a grid into a panel; cells are shaded from 0 (white) to `highest` (dark)."""
    places = f"x{suffix(panel)}", f"y{suffix(panel)}"
    figure.add_trace(
        go.Heatmap(
            z=np.asarray(grid.values, dtype=np.float32),
            text=[list(row) for row in grid.texts],
            texttemplate="%{text}" if len(grid.columns) <= MOST_NUMBERS else None,
            textfont={"size": 11},
            colorscale=[list(stop) for stop in SHADES],
            zmin=0,
            zmax=highest,
            xgap=2,
            ygap=2,
            showscale=False,
            hovertemplate="%{y} · %{x}: %{text}<extra></extra>",
            xaxis=places[0],
            yaxis=places[1],
        )
    )
    widths = (max(7, 48 // max(len(grid.columns), 1)), 16)
    axes = zip(("xaxis", "yaxis"), (grid.columns, grid.rows), widths, strict=True)
    for axis, names, width in axes:
        figure.layout[f"{axis}{suffix(panel)}"].update(
            tickmode="array",
            tickvals=list(range(len(names))),
            ticktext=[plain_lines(spoken(name), 28, width) for name in names],
            showgrid=False,
            zeroline=False,
            nticks=None,
            tickfont={"size": 11},
            tickangle=0,
            range=[-0.5, len(names) - 0.5] if axis == "xaxis" else [len(names) - 0.5, -0.5],
        )
