"""Waterfall from the baseline's profit to another arm's, driver by driver."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, on_telephone, tell, without_legend
from analysis.measures.profit_bridge import ProfitBridge, bridge_profits
from analysis.measures.profit_drivers import OTHER, family
from analysis.measures.summary import best_arm, contrasts, focus
from analysis.style import DOWN, INK, UP, money, percent, plain_lines, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

MOST_UNEXPLAINED: Final = 0.05
SMALL: Final = 0.005
"""Bars below this share of the largest are drawn as one."""
SMALLER: Final = "smaller drivers together"


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
    bars = _bars(moved)
    figure = canvas([Panel("", "")], "gain in profit per run, money", panel_height=50 * (len(bars) + 1))
    figure.add_trace(_waterfall(bridge, bars))
    figure.update_layout(hovermode="closest")
    without_legend(figure)
    figure.update_yaxes(autorange="reversed", showgrid=False, nticks=None, tickmode="linear")
    figure.update_xaxes(tickformat="~s", nticks=5, tickangle=0, range=_reach(bars))
    short = {"xaxis.title.text": "money per run"}
    on_telephone(figure, xaxis_nticks=4, **short)
    description = (
        f"Waterfall of {spoken(focus(comparison))}’s mean gain in profit, money per run, from "
        f"“{spoken(bridge.before)}” to “{spoken(bridge.after)}”. Each bar is what one driver adds (+) or "
        "takes (−) by Shapley’s value, ± the reach of its 95% interval. Volume is units at the margin, by "
        "the supplier of the buyer’s purchase before (newcomers: the first purchase, or their supplier is "
        "gone); net price and unit costs are compared year by year and source by source. Drivers that do "
        "not differ are left out."
    )
    return tell(figure, Told(_finding(bridge, moved), description, *_table(bridge)))


def _bars(moved: dict[str, float]) -> dict[str, float]:
    """Drivers that can be seen, the others as one bar."""
    least = SMALL * max(map(abs, moved.values()), default=0.0)
    small = [driver for driver, cents in moved.items() if abs(cents) < least]
    if len(small) < 2:
        return moved
    bars = {driver: cents for driver, cents in moved.items() if driver not in small}
    return bars | {SMALLER: sum(moved[driver] for driver in small)}


def _waterfall(bridge: ProfitBridge, bars: dict[str, float]) -> go.Waterfall:
    gain = (bridge.profit_after - bridge.profit_before) / bridge.replications
    amounts = [money(cents, signed=True) + _reached(bridge, driver) for driver, cents in bars.items()]
    # Amounts stand with the names: beside the bars they would not fit on a telephone.
    names = [f"{_label(driver)}<br><b>{text}</b>" for driver, text in zip(bars, amounts, strict=True)]
    return go.Waterfall(
        orientation="h",
        y=[*names, f"<b>difference<br>{money(gain, signed=True)}</b>"],
        x=[*(cents / 100 for cents in bars.values()), gain / 100],
        measure=[*(["relative"] * len(bars)), "total"],
        connector={"line": {"color": "#aab2bd", "width": 1}},
        increasing={"marker": {"color": UP}},
        decreasing={"marker": {"color": DOWN}},
        totals={"marker": {"color": INK}},
        hovertemplate="%{y}<extra></extra>",
    )


def _reached(bridge: ProfitBridge, driver: str) -> str:
    if driver not in bridge.by_run:
        return ""
    found = bridge.interval(driver)
    if found.high is None or found.estimate is None or found.high == found.estimate:
        return ""
    return f" ± {money(found.high - found.estimate)}"


def _reach(bars: dict[str, float]) -> list[float]:
    """Span of the axis: every step, and a little room."""
    steps = [0.0, *(cents / 100 for cents in accumulate(bars.values()))]
    room = 0.04 * (max(steps) - min(steps)) or 1.0
    return [min(steps) - room, max(steps) + room]


def _label(text: str) -> str:
    return plain_lines(text, 52, 27)


def _finding(bridge: ProfitBridge, moved: dict[str, float]) -> str:
    before, after = spoken(bridge.before), spoken(bridge.after)
    if not moved:
        return f"“{after}” earns exactly what “{before}” earns, driver by driver"
    first, last = (
        money(cents / bridge.replications) for cents in (bridge.profit_before, bridge.profit_after)
    )
    largest = sorted(moved, key=lambda driver: -abs(moved[driver]))[:3]
    parts = ", ".join(
        f"{driver} ({money(moved[driver], signed=True)}{_reached(bridge, driver)})" for driver in largest
    )
    return f"From {first} under “{before}” to {last} under “{after}”: mostly {parts}; {_rests_on(bridge)}"


def _rests_on(bridge: ProfitBridge) -> str:
    runs = (
        f"mean of {bridge.replications} paired replications" if bridge.replications > 1 else "one replication"
    )
    gain, unexplained = bridge.profit_after - bridge.profit_before, bridge.drivers[OTHER]
    if abs(unexplained) > MOST_UNEXPLAINED * abs(gain):
        return f"{runs}; the books leave {money(unexplained / bridge.replications, signed=True)} unexplained"
    return runs


def _table(bridge: ProfitBridge) -> tuple[list[str], list[list[str]]]:
    gain = bridge.profit_after - bridge.profit_before
    rows = [
        [
            driver,
            family(driver),
            f"{cents / bridge.replications / 100:,.2f}",
            *_limits(bridge, driver),
            percent(cents / gain, signed=True) if gain else "–",
        ]
        for driver, cents in bridge.drivers.items()
    ]
    whole = f"{gain / bridge.replications / 100:,.2f}"
    total = ["difference in profit", "", whole, "", "", "100%" if gain else "–"]
    columns = ["driver", "kind", "money per run", "95% low", "95% high", "part of the difference"]
    return columns, [*rows, *_sums(bridge), total]


def _limits(bridge: ProfitBridge, driver: str) -> list[str]:
    found = bridge.interval(driver)
    return ["–" if limit is None else f"{limit / 100:,.2f}" for limit in (found.low, found.high)]


def _sums(bridge: ProfitBridge) -> list[list[str]]:
    gain = bridge.profit_after - bridge.profit_before
    return [
        [
            f"all {kind}",
            kind,
            f"{cents / bridge.replications / 100:,.2f}",
            "",
            "",
            percent(cents / gain, signed=True) if gain else "–",
        ]
        for kind, cents in bridge.families.items()
    ]
