"""B11 on `new_or_old_customers`: loyal or not, valuable or not - four kinds that take the same offer differently."""

from functools import cache

import pandas as pd
import pytest

from analysis.quadrants import responses
from sim import load
from sim.model import MarketModel
from sim.strategies.care import BlanketDiscount
from tests.support import SEEDS

pytestmark = pytest.mark.slow

SMALL = ("customers=2000",)
BEFORE, AFTER = 48, 12
OFFER = BlanketDiscount(discount=0.15)
LOYALTY_OFF = "mechanisms.customers.loyalty.strength=0"


@cache
def reactions(*overrides: str) -> pd.DataFrame:
    """How each quadrant takes the offer, by replication; firms' quadrants beside."""
    parts = []
    for seed in range(SEEDS):
        model = MarketModel(load("new_or_old_customers").set(*SMALL, *overrides), seed=1000 + seed)
        for _ in range(BEFORE):
            model.step()
        parts.append(responses(model.market, 0, OFFER, AFTER).assign(replication=seed))
    return pd.concat(parts)


def gain(quadrant: str, figure: str, *overrides: str) -> pd.Series:
    """What the offer adds a customer and year, by replication."""
    rows = reactions(*overrides).loc[quadrant].set_index("replication")
    return rows[f"{figure}_with"] - rows[f"{figure}_without"]


def growth(quadrant: str, *overrides: str) -> pd.Series:
    """Revenue with the offer relative to that without, by replication."""
    rows = reactions(*overrides).loc[quadrant].set_index("replication")
    return rows.revenue_with / rows.revenue_without
