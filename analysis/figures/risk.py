"""How bad it can get: all profits that came out under each arm, and the mean of the worst."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, on_telephone, tell
from analysis.figures.lines import MOST_POINTS, thinned
from analysis.figures.pairing import side_by_side
from analysis.measures.summary import focus, kpis
from analysis.statistics.expected_shortfall import TAIL, tail_mean
from analysis.style import Look, arm_looks, money, percent, plain, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison


def profit_risk(comparison: Comparison) -> go.Figure:
    """Distribution of the focus firm's cumulative profit over replications, by arm, with the 5% tail mean."""
    table = kpis(comparison)
    own = table[table.firm == focus(comparison)]
    profits = {
        arm: np.sort(own[own.arm == arm].profit_cents.to_numpy(float)) / 100 for arm in comparison.arms
    }
    figure = canvas([Panel("", "replications with at most this profit", ".0%")], "cumulative profit, money")
    for arm, look in arm_looks(comparison.arms).items():
        if len(profits[arm]):
            figure.add_trace(_steps(profits[arm], arm, look))
            figure.add_trace(_tail(profits[arm], arm, look))
    figure.update_xaxes(tickformat="~s", nticks=6, tickangle=0)
    figure.update_yaxes(range=[0, 1.04])
    figure.update_layout(hovermode="closest")
    on_telephone(figure, xaxis_nticks=4)
    description = (
        f"For each arm, the share of replications in which {spoken(focus(comparison))}’s profit over the "
        "run was at most what the axis says: the further right, the better; the steeper, the surer. The "
        "large open mark near the bottom is the mean of the worst 5% of replications (expected shortfall)."
    )
    return tell(figure, Told(_finding(comparison, profits), description, *_table(profits, own)))


def _steps(profits: np.ndarray, arm: str, look: Look) -> go.Scatter:
    kept = thinned(len(profits), MOST_POINTS)
    reached = (np.arange(len(profits)) + 1) / len(profits)
    return go.Scatter(
        x=np.concatenate([profits[:1], profits[kept]]).astype(np.float32),
        y=np.concatenate([[0.0], reached[kept]]).astype(np.float32),
        name=plain(spoken(arm)),
        legendgroup=plain(spoken(arm)),
        mode="lines+markers",
        line={"color": look.colour, "dash": look.dash, "width": 2, "shape": "hv"},
        marker={"symbol": look.marker, "size": 6, "color": look.colour, "maxdisplayed": 12},
        hovertemplate="%{y:.0%} at most %{x:.3~s}",
    )


def _tail(profits: np.ndarray, arm: str, look: Look) -> go.Scatter:
    return go.Scatter(
        x=[tail_mean(profits)],
        y=[TAIL],
        name=plain(spoken(arm)),
        legendgroup=plain(spoken(arm)),
        showlegend=False,
        mode="markers",
        marker={"symbol": f"{look.marker}-open", "size": 15, "color": look.colour, "line": {"width": 2.5}},
        hovertemplate="worst 5%: mean %{x:.3~s}",
    )


def _finding(comparison: Comparison, profits: dict[str, np.ndarray]) -> str:
    firm = spoken(focus(comparison))
    shown = [arm for arm in side_by_side(comparison) if len(profits[arm])]
    if not shown:
        return f"No finished replication tells {firm}’s risk"
    tails = " and ".join(
        money(100 * tail_mean(profits[arm])) + (f" under “{spoken(arm)}”" if len(comparison.arms) > 1 else "")
        for arm in reversed(shown)
    )
    runs = min(len(profits[arm]) for arm in shown)
    known = f"{runs} replications" if runs > 1 else "one replication"
    if runs * TAIL < 1:
        return (
            f"In its worst replication {firm} earns {tails}; {known}: too few to tell a 5% tail from its end"
        )
    return f"In the worst 5% of replications {firm} earns {tails} on average; {known}"


def _table(profits: dict[str, np.ndarray], own: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    rows = []
    for arm, values in profits.items():
        if not len(values):
            rows.append([spoken(arm), *["–"] * 8])
            continue
        levels = np.quantile(values, [0, 0.05, 0.5, 1])
        losing, failed = (values < 0).mean(), 1 - own[own.arm == arm].survived.mean()
        shown = [money(100 * level) for level in levels]
        rows.append(
            [
                spoken(arm),
                money(100 * tail_mean(values)),
                *shown,
                percent(losing),
                percent(failed),
                str(len(values)),
            ]
        )
    columns = ["arm", "mean of the worst 5%", "worst", "5% quantile", "median", "best"]
    return [*columns, "chance of a loss", "chance of bankruptcy", "replications"], rows
