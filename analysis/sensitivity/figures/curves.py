"""Curves with 95% bands, over replications or over a factor, and maps over two factors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, on_telephone, suffix, tell, without_legend
from analysis.figures.forest import SCALES, UNITS
from analysis.figures.lines import Line, draw
from analysis.measures.summary import Kpi
from analysis.style import DOWN, INK, Look, arm_looks, firm_looks, headline_case, plain, spoken
from sim.units import Floats

MOST_PANELS: Final = 9
MOST_CELLS: Final = 60
"""Cells of a map that still have room for their number."""


@dataclass(frozen=True)
class Curve:
    """A mean and its 95% limits over x; all float64[n], in the unit of the key figure."""

    name: str
    x: Floats
    mean: Floats
    low: Floats
    high: Floats

    def line(self, panel: str, look: Look, scale: float) -> Line:
        """The curve as the line of a panel."""
        mean, low, high = (
            np.asarray(each / scale, dtype=np.float32) for each in (self.mean, self.low, self.high)
        )
        return Line(panel, self.name, look, np.asarray(self.x, dtype=np.float32), mean, low, high)


def _unit(kpi: Kpi) -> str:
    return "number" if kpi.kind == "count" else "per cent" if kpi.kind == "share" else UNITS[kpi.kind]


def convergence_chart(curves: Sequence[Curve], kpi: Kpi, told: Told) -> go.Figure:
    """Draw one panel per arm and per difference: running mean and interval over replications."""
    shown = curves[:MOST_PANELS]
    panels = [Panel(headline_case(curve.name), _unit(kpi), "~s") for curve in shown]
    figure = canvas(panels, "replications", columns=3)
    looks = arm_looks(curve.name for curve in shown)
    lines = [curve.line(curve.name, looks[curve.name], SCALES[kpi.kind]) for curve in shown]
    draw(figure, lines, [curve.name for curve in shown], ".3~s")
    for i, curve in enumerate(shown):
        # Levels and differences have one unit, but not one scale.
        figure.layout[f"yaxis{suffix(i)}"].update(matches=None, range=_settled(curve, SCALES[kpi.kind]))
    without_legend(figure)
    return tell(figure, told)


def _settled(curve: Curve, scale: float) -> list[float] | None:
    """Span of the axis: the intervals from the fourth on; the first ones would flatten the rest."""
    low, high = curve.low[min(3, len(curve.low) - 1) :], curve.high[min(3, len(curve.high) - 1) :]
    if not np.isfinite(low).all():
        return None
    least, most = float(low.min()) / scale, float(high.max()) / scale
    room = 0.05 * (most - least) or 1.0
    return [least - room, most + room]


def response_chart(
    curves: Sequence[tuple[str, Curve]],
    firms: Sequence[str],
    axis: tuple[str, Sequence[float], Sequence[str]],
    kpi: Kpi,
    told: Told,
) -> go.Figure:
    """Draw one panel per arm, in it one curve per firm with its band.

    `curves` are pairs of arm and curve; `axis` is the factor's name, its values' places and their words.
    """
    arms = list(dict.fromkeys(arm for arm, _ in curves))[:MOST_PANELS]
    panels = [Panel(headline_case(arm) if len(arms) > 1 else "", _y_title(kpi), "~s") for arm in arms]
    figure = canvas(panels, axis[0], columns=3, panel_height=300)
    looks = firm_looks(firms)
    lines = [curve.line(arm, looks[curve.name], SCALES[kpi.kind]) for arm, curve in curves if arm in arms]
    draw(figure, lines, arms, ".3~s")
    numeric = list(axis[1]) != list(range(len(axis[1])))
    for i in range(len(arms)):
        if not numeric or len(axis[1]) <= 6:
            words = [plain(word, 16) for word in axis[2]]
            figure.layout[f"xaxis{suffix(i)}"].update(
                tickmode="array", tickvals=list(axis[1]), ticktext=words
            )
    return tell(figure, told)


def _y_title(kpi: Kpi) -> str:
    return f"{kpi.label.split(' (')[0]}, {_unit(kpi)}"


def heat_chart(
    grids: Mapping[str, Floats],
    axes: tuple[Sequence[str], Sequence[Sequence[str]]],
    kpi: Kpi,
    told: Told,
) -> go.Figure:
    """Draw one map per arm, all on one colour scale, the best cell marked.

    `grids` are float64[values of the second factor, values of the first] by arm; `axes` are the names of the
    two factors and their values in words.
    """
    arms = list(grids)[:MOST_PANELS]
    (across, up), (columns, rows) = axes
    panels = [Panel(headline_case(arm) if len(arms) > 1 else "", up) for arm in arms]
    height = min(max(240, 36 * len(rows)), 520)
    figure = canvas(panels, across, columns=2, panel_height=height)
    known = np.concatenate([grids[arm].ravel() for arm in arms])
    ends = (float(np.nanmin(known)), float(np.nanmax(known)))
    for i, arm in enumerate(arms):
        _add_map(figure, i, grids[arm], kpi, ends)
        figure.layout[f"xaxis{suffix(i)}"].update(_ticks(columns))
        figure.layout[f"yaxis{suffix(i)}"].update(_ticks(rows))
    figure.update_layout(hovermode="closest")
    on_telephone(figure, xaxis_nticks=4)
    without_legend(figure)
    return tell(figure, told)


def _ticks(words: Sequence[str]) -> dict[str, object]:
    step = -(-len(words) // 10)
    shown = list(range(0, len(words), step))
    return {
        "tickmode": "array",
        "tickvals": shown,
        "ticktext": [plain(spoken(words[i]), 16) for i in shown],
        "showgrid": False,
        "zeroline": False,
    }


def _add_map(figure: go.Figure, i: int, grid: Floats, kpi: Kpi, ends: tuple[float, float]) -> None:
    words = [["" if np.isnan(value) else kpi.show(value) for value in row] for row in grid.tolist()]
    where = {"xaxis": f"x{suffix(i)}", "yaxis": f"y{suffix(i)}"}
    figure.add_trace(
        go.Heatmap(
            z=grid,
            zmin=ends[0],
            zmax=ends[1],
            colorscale=[[0, "#FFFFFF"], [1, "#56B4E9"]],
            showscale=False,
            textfont={"color": INK},
            text=words,
            texttemplate="%{text}" if grid.size <= MOST_CELLS else None,
            hovertemplate="%{text}<extra></extra>",
            xgap=1,
            ygap=1,
            **where,
        )
    )
    if not np.isnan(grid).all():
        best = np.nanargmax(grid) if kpi.more_is_better else np.nanargmin(grid)
        y, x = np.unravel_index(best, grid.shape)
        figure.add_trace(_frame(float(x), float(y), where))


def _frame(x: float, y: float, where: Mapping[str, str]) -> go.Scatter:
    """Border around the best cell."""
    corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5)]
    return go.Scatter(
        x=[x + across for across, _ in corners],
        y=[y + up for _, up in corners],
        mode="lines",
        line={"color": DOWN, "width": 3},
        hoverinfo="skip",
        **where,
    )
