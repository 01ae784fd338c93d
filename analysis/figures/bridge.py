"""Waterfall from the baseline's profit to another arm's, driver by driver."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, on_telephone, tell, without_legend
from analysis.profit_bridge import ProfitBridge, bridge_profits
from analysis.style import DOWN, INK, UP, money, percent, plain_lines, spoken
from analysis.summary import best_arm, contrasts, focus

if TYPE_CHECKING:
    from sim.experiment import Comparison


def profit_bridge(comparison: Comparison, after: str | None = None) -> go.Figure:
    """Waterfall of what each driver adds to the focus firm's mean profit from the baseline to `after`.

    Without `after`, the arm that earns most beside the baseline.

    Raises
    ------
    ValueError
        If the comparison has a single arm, or no replication finished in both.
    """
    if len(comparison.arms) < 2:
        raise ValueError("a bridge leads from one arm to another; this comparison has one")
    bridge = bridge_profits(comparison, after or best_arm(contrasts(comparison)))
    moved = {driver: cents / bridge.replications for driver, cents in bridge.drivers.items() if cents}
    figure = canvas([Panel("", "")], "gain in profit per run, money", panel_height=36 * (len(moved) + 1))
    figure.add_trace(_waterfall(bridge, moved))
    figure.update_layout(hovermode="closest")
    without_legend(figure)
    figure.update_yaxes(autorange="reversed", showgrid=False, nticks=None, tickmode="linear")
    figure.update_xaxes(tickformat="~s", nticks=5, tickangle=0, range=_reach(moved, 0.35))
    on_telephone(figure, xaxis_range=_reach(moved, 0.55), xaxis_nticks=4)
    description = (
        f"Waterfall of {spoken(focus(comparison))}’s mean gain in profit, money per run, from "
        f"“{spoken(bridge.before)}” to “{spoken(bridge.after)}”. "
        "Each bar is what one driver adds (+) or takes (−): Shapley’s value, its mean over all orders of "
        "changing the drivers. Drivers that do not differ are left out."
    )
    return tell(figure, Told(_finding(bridge, moved), description, *_table(bridge)))


def _waterfall(bridge: ProfitBridge, moved: dict[str, float]) -> go.Waterfall:
    gain = (bridge.profit_after - bridge.profit_before) / bridge.replications
    return go.Waterfall(
        orientation="h",
        y=[*map(_label, moved), "<b>difference</b>"],
        x=[*(cents / 100 for cents in moved.values()), gain / 100],
        measure=[*(["relative"] * len(moved)), "total"],
        text=[money(cents, signed=True) for cents in (*moved.values(), gain)],
        textposition="outside",
        cliponaxis=False,
        connector={"line": {"color": "#aab2bd", "width": 1}},
        increasing={"marker": {"color": UP}},
        decreasing={"marker": {"color": DOWN}},
        totals={"marker": {"color": INK}},
        hovertemplate="%{y}: %{text}<extra></extra>",
    )


def _reach(moved: dict[str, float], spare: float) -> list[float]:
    """Span of the axis: every step, and beside the steps `spare` of their span for the amounts."""
    steps = [0.0, *(cents / 100 for cents in accumulate(moved.values()))]
    room = spare * (max(steps) - min(steps)) or 1.0
    return [min(steps) - (room if min(moved.values(), default=0) < 0 else 0), max(steps) + room]


def _label(text: str) -> str:
    return plain_lines(text, 38, 20)


def _finding(bridge: ProfitBridge, moved: dict[str, float]) -> str:
    before, after = spoken(bridge.before), spoken(bridge.after)
    if not moved:
        return f"“{after}” earns exactly what “{before}” earns, driver by driver"
    first, last = (
        money(cents / bridge.replications) for cents in (bridge.profit_before, bridge.profit_after)
    )
    largest = sorted(moved, key=lambda driver: -abs(moved[driver]))[:2]
    parts = " and ".join(f"{driver} ({money(moved[driver], signed=True)})" for driver in largest)
    runs = (
        f"mean of {bridge.replications} paired replications" if bridge.replications > 1 else "one replication"
    )
    return f"From {first} under “{before}” to {last} under “{after}”: mostly {parts}; {runs}"


def _table(bridge: ProfitBridge) -> tuple[list[str], list[list[str]]]:
    gain = bridge.profit_after - bridge.profit_before
    rows = [
        [
            driver,
            f"{cents / bridge.replications / 100:,.2f}",
            percent(cents / gain, signed=True) if gain else "–",
        ]
        for driver, cents in bridge.drivers.items()
    ]
    total = ["difference in profit", f"{gain / bridge.replications / 100:,.2f}", "100%" if gain else "–"]
    return ["driver", "money per run", "part of the difference"], [*rows, total]
