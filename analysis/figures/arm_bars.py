"""Bars by some group, side by side for the arms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, canvas, suffix
from analysis.style import PATTERNS, arm_looks, plain, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

Labels = Callable[[object], str]


def arm_bars(
    comparison: Comparison, values: pd.DataFrame, panels: Mapping[str, Panel], label: Labels
) -> go.Figure:
    """A panel per column of values, a bar per group and arm, means over replications.

    Parameters
    ----------
    values : indexed by arm, replication and group, groups in the order in which they are to stand
    panels : by column
    label : what is written under a group
    """
    figure = canvas(list(panels.values()), "", panel_height=200)
    groups = list(dict.fromkeys(values.index.get_level_values(2)))
    for panel, column in enumerate(panels):
        means = values[column].groupby(level=[0, 2]).mean()
        for arm in comparison.arms:
            heights = means.reindex([(arm, group) for group in groups]).to_numpy(dtype=np.float32)
            figure.add_trace(_bars(comparison, arm, ([label(group) for group in groups], heights), panel))
    figure.update_layout(barmode="group")
    return figure


def _bars(
    comparison: Comparison, arm: str, bars: tuple[list[str], npt.NDArray[np.float32]], panel: int
) -> go.Bar:
    look, (names, heights) = arm_looks(comparison.arms)[arm], bars
    return go.Bar(
        x=names,
        y=heights,
        name=plain(spoken(arm)),
        legendgroup=plain(spoken(arm)),
        showlegend=panel == 0,
        marker={
            "color": look.colour,
            "pattern": {"shape": PATTERNS[comparison.arms.index(arm) % len(PATTERNS)]},
        },
        hovertemplate="%{y:,.4~g}",
        xaxis=f"x{suffix(panel)}",
        yaxis=f"y{suffix(panel)}",
    )


def arm_rows(
    comparison: Comparison, values: pd.DataFrame, label: Labels, show: Callable[[float], str]
) -> list[list[str]]:
    """Rows of a table: arm, group, and the mean of every column."""
    means = values.groupby(level=[0, 2], sort=False).mean()
    return [
        [spoken(arm), label(group), *("–" if np.isnan(cell) else show(cell) for cell in cells)]
        for (arm, group), cells in zip(means.index, means.to_numpy(dtype=float), strict=True)
    ]


def percent_of_whole(value: float) -> str:
    """A number that is already in per cent."""
    return f"{value:.1f}%"
