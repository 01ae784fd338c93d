"""What customers are worth: contribution by segment, and the equity that the customers at the end stand for.

Equity is the margin of a customer and year times retention / (1 + discount - retention): the expected
discounted margins of all later years, if margin and retention stay as they are.

Source: Gupta, Lehmann & Stuart (2004), "Valuing customers".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from analysis.measures.summary import focus
from sim.units import Floats

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

DISCOUNT: Final = 0.12
"""Discount rate per year, that of the source."""
BY: Final = ["arm", "replication", "segment"]
NEEDED: Final = frozenset({"contribution_cents", "lost", "customers"})


def margin_multiple(retention: float, discount: float = DISCOUNT) -> float:
    """How many years' margins a customer is worth.

    Parameters
    ----------
    retention : chance that a customer is still one a year later, 0 to 1
    discount : rate per year, above 0

    Raises
    ------
    ValueError
        If a value is out of its range.
    """
    if not 0 <= retention <= 1:
        raise ValueError(f"retention {retention:g} is not between 0 and 1")
    if not discount > 0:
        raise ValueError(f"discount rate {discount:g} is not above 0")
    return retention / (1 + discount - retention)


def yearly_retention(customers: Floats, lost: Floats, periods_per_year: int) -> float | None:
    """Chance that a customer is still one a year later, from the losses in successive periods.

    Parameters
    ----------
    customers, lost : float64[periods]
        Customers at the end of each period, and customers lost in it; those of the first are not used.

    Returns
    -------
    None if there was nobody to lose.
    """
    exposed = float(customers[:-1].sum())
    if not exposed:
        return None
    leaving = min(float(lost[1:].sum()) / exposed, 1.0)
    return float((1 - leaving) ** periods_per_year)


def has_values(comparison: Comparison) -> bool:
    """Whether the results tell contribution and losses by segment."""
    return set(comparison.tables["segment"].columns) >= NEEDED


def segment_values(comparison: Comparison, discount: float = DISCOUNT) -> pd.DataFrame:
    """What the focus firm's customers bring and are worth, by arm, replication and segment.

    Returns
    -------
    `contribution_cents` over the whole run; of the last year: `margin_cents` per customer and year (null
    without customers) and `retention`; `customers` at the end; `equity_cents` of these (0 without
    customers). Contribution is revenue less production and transactions: marketing, CRM and R&D are not
    taken off.
    """
    table = comparison.tables["segment"]
    own = table[table.firm == focus(comparison)].sort_values("period", kind="stable")
    year = comparison.scenario.periods_per_year
    values = pd.DataFrame(own.groupby(BY, sort=False)["contribution_cents"].sum())
    recent = own[own.period >= own.groupby("arm")["period"].transform("max") - year]
    stayed = {
        key: yearly_retention(run.customers.to_numpy(float), run.lost.to_numpy(float), year)
        for key, run in recent.groupby(BY, sort=False)
    }
    values["retention"] = pd.Series(stayed, dtype=float)
    within = recent[recent.period > recent.groupby("arm")["period"].transform("max") - year]
    last = within.groupby(BY, sort=False)
    served = last["customers"].sum() / year
    values["margin_cents"] = last["contribution_cents"].sum() / served.where(served > 0)
    values["customers"] = last["customers"].last()
    multiple = values.retention / (1 + discount - values.retention)
    values["equity_cents"] = (values.customers * values.margin_cents * multiple).where(
        values.customers > 0, 0.0
    )
    return values.reset_index()
