"""Which segments bring the money, and what the customers at the end are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import WIDE_GAP, Panel, Told, canvas, tell
from analysis.figures.dots import Dot, add_dots
from analysis.figures.pairing import set_against
from analysis.measures.equity import DISCOUNT, segment_values
from analysis.measures.summary import focus
from analysis.statistics.intervals import mean_interval
from analysis.style import arm_looks, money, percent, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

MOST_SEGMENTS: Final = 8
SHOWN: Final = {
    "contribution_cents": "Contribution over the run",
    "equity_cents": "Customer equity at the end",
}


def customer_equity(comparison: Comparison) -> go.Figure:
    """Contribution of the run and equity at the end, by segment of the focus firm and arm."""
    values = segment_values(comparison)
    largest = values.groupby("segment")["contribution_cents"].mean().abs().nlargest(MOST_SEGMENTS).index
    segments = [name for name in comparison.scenario.segments if name in set(largest)]
    looks = arm_looks(comparison.arms)
    panels = [Panel(title, "") for title in SHOWN.values()]
    height = 30 + len(segments) * (18 + 16 * len(looks))
    figure = canvas(
        panels, "money per run, mean and 95% interval", columns=2, panel_height=height, gap=WIDE_GAP
    )
    for i, column in enumerate(SHOWN):
        own = {key: rows[column] / 100 for key, rows in values.groupby(["segment", "arm"])}
        dots = [
            Dot(segment, arm, mean_interval(own[segment, arm]))
            for segment in segments
            for arm in looks
            if (segment, arm) in own
        ]
        add_dots(figure, dots, segments, looks, i)
    figure.update_xaxes(zeroline=True, zerolinewidth=2)
    figure.update_layout(hovermode="closest")
    left_out = len(comparison.scenario.segments) - len(segments)
    description = (
        f"Customers of {spoken(focus(comparison))} by segment and arm. Left: revenue less production and "
        "cost of the sales, over the run; marketing, CRM and R&D are not taken off. Right: what the "
        "customers at the end are expected to bring from then on, discounted: margin of a customer and year "
        f"× retention ÷ (1 + {DISCOUNT:g} − retention), both as in the last year, at a discount rate of "
        f"{percent(DISCOUNT)} a year (Gupta, Lehmann & Stuart 2004). It supposes that margin and retention "
        "stay as they are."
    )
    if left_out:
        description += f" The {left_out} smallest segments are left out of the chart."
    return tell(figure, Told(_finding(comparison, values), description, *_table(values)))


def _finding(comparison: Comparison, values: pd.DataFrame) -> str:
    whole = values.groupby(["arm", "replication"])["equity_cents"].sum(min_count=1)
    found = set_against(comparison, whole, money, lambda cents: money(cents, signed=True))
    return f"{spoken(focus(comparison))}’s customers at the end are worth {found}"


def _table(values: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    columns = ["contribution_cents", "margin_cents", "retention", "customers", "equity_cents"]
    means = values.groupby(["arm", "segment"], sort=False)[columns].mean()
    rows = [
        [
            spoken(str(row.arm)),
            spoken(str(row.segment)),
            money(row.contribution_cents),
            money(row.margin_cents),
            percent(row.retention),
            f"{row.customers:,.0f}",
            money(row.equity_cents),
        ]
        for _, row in means.reset_index().iterrows()
    ]
    names = [
        "contribution of the run",
        "margin per customer and year",
        "retention per year",
        "customers at the end",
    ]
    return ["arm", "segment", *names, "customer equity"], rows
