"""Paired differences of each arm against the baseline, with 95% intervals and P(better)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import plotly.graph_objects as go

from analysis.figures.canvas import WIDE_GAP, Panel, Told, canvas, suffix, tell, without_legend
from analysis.measures.summary import BY_COLUMN, Contrast, Kpi, contrasts, focus, verdict
from analysis.style import INK, arm_looks, likely, plain_lines, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

SHOWN: Final = (
    "profit_cents",
    "customers_end",
    "share_end",
    "retention",
    "satisfaction_end",
    "attitudinal_loyalty_end",
    "behavioural_loyalty",
)
UNITS: Final = {
    "money": "money",
    "count": "customers",
    "share": "percentage points",
    "index": "points of the index",
}
SCALES: Final = {"money": 100.0, "count": 1.0, "share": 0.01, "index": 1.0}


def forest(comparison: Comparison) -> go.Figure:
    """Differences of the focus firm's key figures from the baseline arm: point, 95% interval, P(better).

    Raises
    ------
    ValueError
        If the comparison has a single arm.
    """
    if len(comparison.arms) < 2:
        raise ValueError("a forest of differences needs at least two arms")
    found = contrasts(comparison)
    height = 34 + 40 * (len(comparison.arms) - 1)
    panels = [Panel(_heading(BY_COLUMN[kpi]), "") for kpi in SHOWN]
    figure = canvas(panels, "", columns=2, panel_height=height, gap=WIDE_GAP)
    for i, kpi in enumerate(SHOWN):
        _add_panel(figure, [row for row in found if row.kpi.column == kpi], i)
    figure.update_layout(hovermode="closest")
    without_legend(figure)
    description = (
        f"One panel per key figure of {spoken(focus(comparison))}, one row per arm: mean difference from the "
        f"baseline “{spoken(comparison.arms[0])}” in the same luck and its 95% interval, "
        "in the unit below each panel. Filled marks: the interval leaves out zero; open "
        "marks: it does not. P is the probability that the arm is better."
    )
    return tell(figure, Told(verdict(comparison), description, *_table(found)))


def _add_panel(figure: go.Figure, rows: Sequence[Contrast], panel: int) -> None:
    looks = arm_looks(["", *(row.arm for row in rows)])
    for position, row in enumerate(rows):
        figure.add_trace(_mark(row, position, panel, looks[row.arm].marker))
    kind = rows[0].kpi.kind
    figure.layout[f"yaxis{suffix(panel)}"].update(
        tickmode="array",
        tickvals=list(range(len(rows))),
        ticktext=[plain_lines(spoken(row.arm), 40, 15) for row in rows],
        range=[len(rows) - 0.5, -0.8],
        showgrid=False,
        zeroline=False,
        matches=None if panel == 0 else "y",
    )
    figure.layout[f"xaxis{suffix(panel)}"].update(
        title={"text": f"difference, {UNITS[kind]}"},
        zeroline=True,
        zerolinewidth=2,
        range=_reach(rows),
        nticks=6,
        tickformat="~s" if kind in {"money", "count"} else "",
    )


def _reach(rows: Sequence[Contrast]) -> list[float]:
    """Span of the axis: all intervals and zero, with room for the P beside the outermost mark."""
    values = np.array([(row.difference, row.low, row.high) for row in rows]) / SCALES[rows[0].kpi.kind]
    known = np.append(values[np.isfinite(values)], 0.0)
    room = 0.15 * float(np.ptp(known)) or 1.0
    return [float(known.min()) - room, float(known.max()) + room]


def _mark(row: Contrast, position: int, panel: int, marker: str) -> go.Scatter:
    mean, low, high = (value / SCALES[row.kpi.kind] for value in (row.difference, row.low, row.high))
    measured = np.isfinite(mean)
    bars = {"array": [high - mean], "arrayminus": [mean - low], "color": INK, "thickness": 2, "width": 5}
    return go.Scatter(
        x=[mean if measured else 0],
        y=[position],
        error_x=bars if np.isfinite(low) else None,
        mode="markers+text" if measured else "text",
        text=[f"P {likely(row.chance)}" if measured else "no value"],
        textposition="top center",
        textfont={"size": 11},
        cliponaxis=False,
        marker={
            "symbol": f"{marker}-open" if row.unclear else marker,
            "size": 10,
            "color": INK,
            "line": {"width": 2, "color": INK},
        },
        hovertemplate=f"%{{x:.3~{'s' if row.kpi.kind in {'money', 'count'} else 'r'}}}<extra></extra>",
        xaxis=f"x{suffix(panel)}",
        yaxis=f"y{suffix(panel)}",
    )


def _table(found: Sequence[Contrast]) -> tuple[list[str], list[list[str]]]:
    columns = ["key figure", "arm", "baseline", "arm’s mean", "difference", "95% low", "95% high"]
    return [*columns, "P(better)", "pairs"], [_cells(row) for row in found]


def _cells(row: Contrast) -> list[str]:
    levels = [row.kpi.show(value) for value in (row.baseline, row.level)]
    gains = [row.kpi.show(value, signed=True) for value in (row.difference, row.low, row.high)]
    return [row.kpi.label, spoken(row.arm), *levels, *gains, likely(row.chance), str(row.pairs)]


def _heading(kpi: Kpi) -> str:
    text = kpi.label.split(" (")[0]
    return text[:1].upper() + text[1:]
