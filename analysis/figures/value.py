"""How unevenly customers contribute: Lorenz curve, Gini coefficient and the share of the best."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, on_telephone, tell
from analysis.figures.pairing import level, set_against, side_by_side
from analysis.measures.summary import focus, spread
from analysis.statistics.concentration import gini, lorenz, top_share
from analysis.style import Look, arm_looks, percent, plain, points, spoken
from sim.units import Floats

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

POINTS: Final = np.linspace(0, 1, 101)
RUN: Final = ["arm", "replication"]

Runs = dict[tuple[str, int], tuple[Floats, Floats]]
"""Size and contribution of every group of customers, by arm and replication."""


def value_curve(comparison: Comparison) -> go.Figure:
    """Lorenz curve of what the focus firm's customers contribute, mean over replications, by arm."""
    table = comparison.tables["value"]
    own = table[table.firm == focus(comparison)]
    runs = _runs(own)
    figure = canvas(
        [Panel("", "share of contribution, %")], "share of customers, lowest contribution first, %"
    )
    figure.add_trace(_even())
    for arm, look in arm_looks(comparison.arms).items():
        curves = [lorenz(*run) for key, run in runs.items() if key[0] == arm]
        reached = [np.interp(POINTS, curve.customers, curve.value) for curve in curves if curve is not None]
        if reached:
            figure.add_trace(_curve(np.mean(reached, axis=0), arm, look))
    figure.update_xaxes(range=[0, 100], nticks=6)
    on_telephone(figure, xaxis_nticks=4, **{"xaxis.title.text": "customers, lowest first, %"})
    description = (
        f"All who ever bought from {spoken(focus(comparison))}, lined up from those who contribute least to "
        "those who contribute most; the curve adds up what share they bring together. The further it sags "
        "below the straight line (all equal), the fewer bring the money; where it falls below zero, "
        "customers cost more than they bring. Mean over replications in which the customers bring money in "
        "all."
    )
    return tell(figure, Told(_finding(comparison, runs), description, *_table(comparison, runs)))


def _runs(own: pd.DataFrame) -> Runs:
    runs: Runs = {}
    for key, rows in own.groupby(RUN):
        arm, replication = map(str, key)
        runs[arm, int(replication)] = rows.customers.to_numpy(float), rows.contribution_cents.to_numpy(float)
    return runs


def _curve(shares: Floats, arm: str, look: Look) -> go.Scatter:
    return go.Scatter(
        x=(100 * POINTS).astype(np.float32),
        y=(100 * shares).astype(np.float32),
        name=plain(spoken(arm)),
        mode="lines+markers",
        line={"color": look.colour, "dash": look.dash, "width": 2},
        marker={"symbol": look.marker, "size": 7, "color": look.colour, "maxdisplayed": 8},
        hovertemplate="%{y:.0f}%",
    )


def _even() -> go.Scatter:
    line = {"color": "#aab2bd", "width": 1.5}
    return go.Scatter(x=[0, 100], y=[0, 100], name="all equal", mode="lines", line=line, hoverinfo="skip")


def _by_run(runs: Runs, measure: Callable[[Floats, Floats], float | None]) -> pd.Series[float]:
    found = {key: measure(*run) for key, run in runs.items()}
    index = pd.MultiIndex.from_tuples(found, names=RUN)
    return pd.Series(
        [np.nan if value is None else value for value in found.values()], index=index, dtype=float
    )


def _finding(comparison: Comparison, runs: Runs) -> str:
    firm = spoken(focus(comparison))
    if not runs:
        return f"{firm} had no customers whose contribution could be told"
    best = _by_run(runs, partial(top_share, top=0.2))
    arm = side_by_side(comparison)[-1]
    uneven = _by_run(runs, gini)
    told = spread(uneven[uneven.index.get_level_values(0) == arm], lambda value: f"{value:.2f}")
    few, below = (
        level(_by_run(runs, measure), arm) for measure in (partial(top_share, top=0.02), _below_zero)
    )
    return (
        f"Share of the contribution that the best 20% of {firm}’s customers bring: "
        f"{set_against(comparison, best, percent, points)}; the best 2%: {percent(few)}; "
        f"{percent(below)} of customers cost more than they bring; Gini {told}"
        + (f" (the last three under “{spoken(arm)}”)" if len(comparison.arms) > 1 else "")
    )


def _table(comparison: Comparison, runs: Runs) -> tuple[list[str], list[list[str]]]:
    measures: list[tuple[Callable[[Floats, Floats], float | None], Callable[[float], str]]] = [
        (partial(top_share, top=0.02), percent),
        (partial(top_share, top=0.2), percent),
        (_below_zero, percent),
        (gini, lambda value: f"{value:.3f}"),
    ]
    values = [(_by_run(runs, measure), show) for measure, show in measures]
    rows = [
        [
            spoken(arm),
            *(spread(series[series.index.get_level_values(0) == arm], show) for series, show in values),
        ]
        for arm in comparison.arms
    ]
    names = ["best 2% bring", "best 20% bring", "customers who cost more than they bring", "Gini coefficient"]
    return ["arm", *names], rows


def _below_zero(customers: Floats, contribution: Floats) -> float | None:
    return float(customers[contribution < 0].sum() / customers.sum()) if customers.sum() else None
