"""Charts in a plane: Morris' effects, and the trade-off of a PRIM box with its limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import WIDE_GAP, Panel, Told, canvas, on_telephone, tell, without_legend
from analysis.figures.forest import SCALES, UNITS
from analysis.measures.summary import Kpi
from analysis.sensitivity.factor_values import factor_name
from analysis.style import DOWN, INK, QUIET, RULE, UP, plain, plain_lines

MOST_NAMES: Final = 8
NAME_WIDTH: Final = 17


def effects_plane(effects: pd.DataFrame, kpi: Kpi, told: Told) -> go.Figure:
    """Draw mean size against spread of elementary effects; the strongest factors are named.

    `effects` has the columns factor, mu_star with its limits, and sigma, the strongest first.
    """
    scale, unit = SCALES[kpi.kind], UNITS[kpi.kind] if kpi.kind != "count" else "number"
    panel = Panel("", f"spread of the effect, {unit}", "~s")
    figure = canvas([panel], f"mean size of the effect, {unit}", columns=1, panel_height=380)
    size, spread = (effects[name].to_numpy() / scale for name in ("mu_star", "sigma"))
    far = float(max(effects.mu_star_95_high.max() / scale, spread.max())) * 1.08 or 1.0
    figure.add_trace(_diagonal(far))
    figure.add_trace(
        go.Scatter(
            x=size,
            y=spread,
            mode="markers",
            marker={"size": 9, "color": UP, "line": {"width": 1, "color": "white"}},
            error_x={
                "array": effects.mu_star_95_high / scale - size,
                "arrayminus": size - effects.mu_star_95_low / scale,
                "color": QUIET,
                "thickness": 1.5,
                "width": 4,
            },
            customdata=[plain(factor_name(path)) for path in effects.factor],
            hovertemplate="%{customdata}<br>size %{x:.3~s}, spread %{y:.3~s}<extra></extra>",
        )
    )
    for i, (x, y) in enumerate(zip(size[:MOST_NAMES], spread, strict=False)):
        _name(
            figure, (x, y), factor_name(effects.factor[i]), ("left" if x < far * 0.6 else "right", i % 2 > 0)
        )
    figure.update_layout(hovermode="closest")
    figure.layout.xaxis.update(range=[0, far], tickformat="~s")
    figure.layout.yaxis.update(range=[-0.1 * far, far])
    without_legend(figure)
    return tell(figure, told)


def _diagonal(far: float) -> go.Scatter:
    line = {"color": QUIET, "dash": "dot", "width": 1}
    return go.Scatter(x=[0, far], y=[0, far], mode="lines", line=line, hoverinfo="skip")


def _name(figure: go.Figure, at: tuple[float, float], name: str, place: tuple[str, bool]) -> None:
    """Write a name beside a mark; `place` is the end of it that stands there, and whether it is below."""
    anchor, below = place
    figure.add_annotation(
        x=at[0],
        y=at[1],
        text=plain_lines(name, 48, 22),
        xanchor=anchor,
        yanchor="top" if below else "bottom",
        align=anchor,
        xshift=6 if anchor == "left" else -6,
        yshift=-4 if below else 4,
        showarrow=False,
        font={"size": 11, "color": INK},
    )


@dataclass(frozen=True)
class Kept:
    """Part of a factor's range that a box keeps: 0 to 1 of the range, and the limits in words."""

    name: str
    spans: Sequence[tuple[float, float]]
    words: str


def box_chart(
    trajectory: pd.DataFrame, chosen: tuple[float, float], kept: Sequence[Kept], told: Told
) -> go.Figure:
    """Draw coverage against density on the way to the box, and what the box keeps of each factor.

    `trajectory` has the columns coverage, density and mass, 0 to 1; `chosen` is coverage and
    density of the box.
    """
    panels = [Panel("Trade-off on the way", "density", ".0%"), Panel("What the box keeps", "")]
    height = max(280, 30 + 46 * len(kept))
    figure = canvas(panels, "", columns=2, panel_height=height, gap=WIDE_GAP)
    figure.add_trace(_way(trajectory))
    figure.add_trace(_mark(chosen))
    for row, each in enumerate(kept):
        _add_kept(figure, row, each)
    figure.layout.xaxis.update(title={"text": "coverage"}, tickformat=".0%", range=[-0.03, 1.05])
    figure.layout.yaxis.update(range=[0, 1.08])
    figure.layout.xaxis2.update(
        title={"text": "part of each factor’s range"},
        range=[-0.02, 1.1],
        tickvals=[0, 1],
        ticktext=["lowest", "highest"],
    )
    figure.layout.yaxis2.update(
        tickmode="array",
        tickvals=list(range(len(kept))),
        ticktext=[plain_lines(each.name, 60, NAME_WIDTH) for each in kept],
        range=[max(len(kept), 1) - 0.4, -0.7],
        showgrid=False,
        zeroline=False,
    )
    figure.update_layout(hovermode="closest")
    without_legend(figure)
    on_telephone(figure, xaxis_nticks=4)
    return tell(figure, told)


def _way(trajectory: pd.DataFrame) -> go.Scatter:
    return go.Scatter(
        x=trajectory.coverage,
        y=trajectory.density,
        mode="lines+markers",
        line={"color": QUIET, "width": 1},
        marker={"size": 7, "color": trajectory.mass, "colorscale": "Cividis", "cmin": 0, "cmax": 1},
        customdata=trajectory.mass,
        hovertemplate="coverage %{x:.0%}, density %{y:.0%}, %{customdata:.0%} of all points<extra></extra>",
    )


def _mark(chosen: tuple[float, float]) -> go.Scatter:
    return go.Scatter(
        x=[chosen[0]],
        y=[chosen[1]],
        mode="markers+text",
        text=["the box"],
        textposition="top center",
        marker={"symbol": "star", "size": 16, "color": DOWN, "line": {"width": 1, "color": INK}},
        hovertemplate="the box: coverage %{x:.0%}, density %{y:.0%}<extra></extra>",
    )


def _add_kept(figure: go.Figure, row: int, kept: Kept) -> None:
    line = {"width": 9, "color": RULE}
    figure.add_trace(_stripe([0.0, 1.0], row, line, None))
    for low, high in kept.spans:
        figure.add_trace(_stripe([low, high], row, {"width": 9, "color": UP}, plain(kept.words)))
    figure.add_annotation(
        x=0,
        y=row,
        xref="x2",
        yref="y2",
        text=plain(kept.words, 60),
        xanchor="left",
        yanchor="bottom",
        yshift=6,
        showarrow=False,
        font={"size": 11, "color": INK},
    )


def _stripe(x: Sequence[float], row: int, line: dict[str, object], words: str | None) -> go.Scatter:
    return go.Scatter(
        x=list(np.asarray(x, dtype=np.float64)),
        y=[row, row],
        mode="lines",
        line=line,
        hoverinfo="skip" if words is None else None,
        text=words,
        hovertemplate=None if words is None else "%{text}<extra></extra>",
        xaxis="x2",
        yaxis="y2",
    )
