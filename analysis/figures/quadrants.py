"""Loyalty x value: how many of the focus firm's customers stand in each quadrant, what they contributed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.arm_bars import arm_bars, arm_rows, percent_of_whole
from analysis.figures.canvas import Panel, Told, tell
from analysis.figures.pairing import set_against
from analysis.measures.summary import focus
from analysis.style import percent, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

QUADRANTS: Final = {
    "friends": "loyal and valuable",
    "barnacles": "loyal only",
    "butterflies": "valuable only",
    "strangers": "neither",
}
PANELS: Final = {
    "customers": Panel("Customers", "% of the firm’s"),
    "contribution_cents": Panel("Contribution", "% of the firm’s"),
}


def shares(comparison: Comparison) -> pd.DataFrame:
    """Percent of customers and contribution by quadrant at the end: rows arm, replication and quadrant."""
    table = comparison.tables["quadrant"]
    own = table[(table.firm == focus(comparison)) & (table.moment == "end")]
    sums = own.set_index(["arm", "replication", "quadrant"])[list(PANELS)]
    whole = sums.groupby(["arm", "replication"]).transform("sum")
    return 100 * sums / whole.where(whole > 0)


def loyalty_by_value(comparison: Comparison) -> go.Figure:
    """Bars by quadrant, one colour per arm: share of customers, share of contribution."""
    values = shares(comparison)
    figure = arm_bars(comparison, values, PANELS, _name)
    description = (
        f"Customers of {spoken(focus(comparison))} at the end by loyalty and value, each above or below the "
        "median of the firm’s customers: friends are loyal and valuable, barnacles loyal only, butterflies "
        "valuable only, strangers neither (Reinartz & Kumar 2002)."
    )
    columns = ["arm", "quadrant", "of customers", "of contribution"]
    rows = arm_rows(comparison, values, str, percent_of_whole)
    return tell(figure, Told(_finding(comparison, values), description, columns, rows))


def _name(quadrant: object) -> str:
    return f"{quadrant}<br>({QUADRANTS[str(quadrant)]})"


def _finding(comparison: Comparison, values: pd.DataFrame) -> str:
    friends = values.customers.xs("friends", level="quadrant").dropna() / 100
    told = set_against(comparison, friends, percent)
    return f"Customers who are loyal and valuable, at the end: {told}"
