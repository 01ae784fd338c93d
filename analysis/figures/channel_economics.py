"""What is left of revenue after channels and production, step by step, and what channels cost per sale."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import WIDE_GAP, Panel, Told, canvas, on_telephone, suffix, tell, without_legend
from analysis.figures.lines import panel_titles
from analysis.figures.pairing import certainty, change, level, set_against, side_by_side
from analysis.measures.channels import STEPS, costs_of_channels, economics
from analysis.measures.summary import focus
from analysis.style import DOWN, INK, UP, money, percent, points, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

LABELS: Final = {
    "revenue_cents": "revenue",
    "transaction_cents": "transactions",
    "infrastructure_cents": "infrastructure",
    "contacts_cents": "contacts",
    "production_cents": "production",
    "contribution_cents": "contribution",
}
"""Bars from top to bottom."""
REST: Final = {"other_cents": "all other costs", "profit_cents": "profit"}
RATES: Final = {
    "cost_per_sale_cents": "channel cost per sale",
    "cost_per_contact_cents": "cost per served contact",
}


def channel_economics(comparison: Comparison) -> go.Figure:
    """Waterfall from revenue to the contribution after channels and production; baseline and best arm."""
    arms, books, rates = side_by_side(comparison), economics(comparison), costs_of_channels(comparison)
    means = books.groupby("arm").mean()
    panels = [Panel(title, "") for title in panel_titles(arms)]
    figure = canvas(panels, "money per run", columns=2, panel_height=50 * len(LABELS), gap=WIDE_GAP)
    for panel, arm in enumerate(arms):
        if arm in means.index:
            figure.add_trace(_waterfall(means.loc[[arm]].iloc[0], panel))
    figure.update_yaxes(autorange="reversed", showgrid=False, nticks=None, tickmode="linear", matches=None)
    figure.update_xaxes(tickformat=_ticks(means), nticks=5, tickangle=0, range=_reach(means.reindex(arms)))
    figure.update_layout(hovermode="closest")
    without_legend(figure)
    on_telephone(figure, **{f"xaxis{suffix(panel)}_nticks": 4 for panel in range(len(arms))})
    description = (
        f"Waterfall from {spoken(focus(comparison))}’s revenue to what is left after its channels and "
        "production, mean money per run: commissions and further cost of each sale, keeping channels open, "
        "contacts, and making what was sold. A served contact is one about any task but the sale that did "
        "not fail. The table goes on to profit and holds every arm."
    )
    return tell(
        figure, Told(_finding(comparison, rates), description, *_table(comparison, books.join(rates)))
    )


def _waterfall(means: pd.Series[float], panel: int) -> go.Waterfall:
    values = [means[name] * (-1 if name in STEPS else 1) for name in LABELS]
    bars = zip(LABELS.values(), values, strict=True)
    return go.Waterfall(
        orientation="h",
        y=[f"{label}<br><b>{money(cents)}</b>" for label, cents in bars],
        x=[cents / 100 for cents in values],
        measure=["absolute", *(["relative"] * len(STEPS)), "total"],
        connector={"line": {"color": "#aab2bd", "width": 1}},
        increasing={"marker": {"color": UP}},
        decreasing={"marker": {"color": DOWN}},
        totals={"marker": {"color": INK}},
        hovertemplate="%{y}<extra></extra>",
        xaxis=f"x{suffix(panel)}",
        yaxis=f"y{suffix(panel)}",
        showlegend=False,
    )


def _ticks(means: pd.DataFrame) -> str:
    # In k and m only where there are thousands, or 0.1 would become 100m.
    return "~s" if means.revenue_cents.max() >= 1000 * 100 else "~g"


def _reach(means: pd.DataFrame) -> list[float]:
    """Span of all steps under the arms shown, and a little room."""
    steps = means[["revenue_cents"]].join(-means[[*STEPS]]).dropna().cumsum(axis=1).to_numpy() / 100
    lowest, highest = (float(end(steps, initial=0.0)) for end in (np.min, np.max))
    room = 0.04 * (highest - lowest) or 1.0
    return [lowest - room, highest + room]


def _finding(comparison: Comparison, rates: pd.DataFrame) -> str:
    firm, share = spoken(focus(comparison)), rates.channel_cost_share.dropna()
    if share.empty:
        return f"{firm} has no revenue to set the cost of its channels against"
    told = set_against(comparison, share, percent)
    arms = side_by_side(comparison)
    each = (
        f"{label} {' against '.join(money(level(rates[name], arm)) for arm in reversed(arms))}"
        for name, label in RATES.items()
    )
    return f"Channels take of {firm}’s revenue: {told}; {', '.join(each)}"


def _table(comparison: Comparison, values: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    """A row per item, a column per arm and, with several, the difference of the best from the baseline."""
    arms = side_by_side(comparison)
    items: dict[str, tuple[str, Callable[[float], str], Callable[[float], str]]] = {
        name: (label, _exact, _exact_change) for name, label in {**LABELS, **REST}.items()
    }
    items["channel_cost_share"] = ("channel cost, share of revenue", percent, points)
    items |= {name: (label, _exact, _exact_change) for name, label in RATES.items()}
    rows = [
        [
            label,
            *(show(level(values[name], arm)) for arm in comparison.arms),
            *([_apart(values[name], arms, difference)] if len(arms) > 1 else []),
        ]
        for name, (label, show, difference) in items.items()
    ]
    more = [f"“{spoken(arms[1])}” less “{spoken(arms[0])}”"] if len(arms) > 1 else []
    return ["mean money per run", *map(spoken, comparison.arms), *more], rows


def _apart(values: pd.Series[float], arms: tuple[str, ...], show: Callable[[float], str]) -> str:
    found = change(values, arms[0], arms[1])
    return "–" if found.estimate is None else f"{show(found.estimate)} ({certainty(found, show)})"


def _exact(cents: float) -> str:
    return "–" if pd.isna(cents) else f"{cents / 100:,.2f}".replace("-", "−")


def _exact_change(cents: float) -> str:
    return f"{cents / 100:+,.2f}".replace("-", "−")
