"""Customers of the focus firm by tier: what each brings, how satisfied it is and how large it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.arm_bars import arm_bars, arm_rows
from analysis.figures.canvas import Panel, Told, tell
from analysis.figures.pairing import set_against
from analysis.measures.summary import focus
from analysis.style import amount, percent, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

NAMES: Final = ("no tier", "tier A", "tier B", "tier C", "tier D", "tier E")
PANELS: Final = {
    "revenue": Panel("Revenue a customer and year", "money", "~s"),
    "satisfaction": Panel("Satisfaction", "index 0-100"),
    "customers": Panel("Customers", "mean number", "~s"),
}


def by_tier(comparison: Comparison) -> pd.DataFrame:
    """Means over the run by arm, replication and tier of the focus firm: one column for each of PANELS."""
    table = comparison.tables["tier"]
    own = table[table.firm == focus(comparison)]
    own = own.assign(felt=own.satisfaction.fillna(0.0) * own.customers)
    sums = own.groupby(["arm", "replication", "tier"])[["customers", "revenue_cents", "felt"]].sum()
    sums = sums[sums.groupby("tier").customers.transform("sum") > 0]
    periods, a_year = own.period.nunique(), comparison.scenario.periods_per_year
    years = sums.customers / a_year
    known = years.where(years > 0)
    return pd.DataFrame(
        {
            "revenue": sums.revenue_cents / 100 / known,
            "satisfaction": sums.felt / sums.customers.where(sums.customers > 0),
            "customers": sums.customers / max(periods, 1),
        }
    )


def customers_by_tier(comparison: Comparison) -> go.Figure:
    """Bars by tier, one colour per arm, in a panel per measure."""
    values = by_tier(comparison)
    figure = arm_bars(comparison, values, PANELS, _name)
    description = (
        f"Customers of {spoken(focus(comparison))} in the tiers into which the firm put them, over the whole "
        "run: what they bring, how satisfied they are, how many they are. An arm without tiers shows "
        "everybody under “no tier”."
    )
    columns = ["arm", "tier", *(panel.title for panel in PANELS.values())]
    rows = arm_rows(comparison, values, _name, amount)
    return tell(figure, Told(_finding(comparison, values), description, columns, rows))


def _name(tier: object) -> str:
    return NAMES[int(str(tier))]


def _finding(comparison: Comparison, values: pd.DataFrame) -> str:
    """How much of the revenue the highest tier brings."""
    revenue = values.revenue * values.customers
    whole = revenue.groupby(["arm", "replication"]).sum()
    best = revenue[revenue.index.get_level_values("tier") == 1].droplevel("tier")
    share = best.reindex(whole.index, fill_value=0.0) / whole
    told = set_against(comparison, share.dropna(), percent)
    return f"Tier A brings, of the firm’s revenue: {told}"
