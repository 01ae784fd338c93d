"""B11 on `new_or_old_customers`: loyal or not, valuable or not: four kinds take one offer differently."""

from functools import cache

import pandas as pd
import pytest

from analysis.battery.quadrants import quadrant_table, responses
from sim import load
from sim.model import MarketModel
from sim.result.quadrants import QUADRANTS
from sim.strategies.care.blanket_discount import BlanketDiscount
from tests.support import FEW, interval

pytestmark = pytest.mark.slow

BEFORE, AFTER = 36, 12
OFFER = BlanketDiscount(discount=0.15)
LOYALTY_OFF = "mechanisms.customers.loyalty.strength=0"
NO_EFFECT = (
    "mechanisms.customers.loyalty.effect=0",
    "mechanisms.customers.differentiation.strength=0",
)
"""Loyalty is felt, and told apart, but moves nobody."""


@cache
def reactions(*overrides: str) -> pd.DataFrame:
    """How each quadrant of the first firm's customers takes a discount for all, by replication."""
    parts = []
    for seed in range(FEW):
        model = MarketModel(load("new_or_old_customers").set("customers=2000", *overrides), seed=1000 + seed)
        for _ in range(BEFORE):
            model.step()
        parts.append(responses(model.market, 0, OFFER, AFTER).assign(replication=seed))
    return pd.concat(parts)


def growth(quadrant: str, *overrides: str) -> pd.Series:
    """Revenue of a year with the offer relative to that without, by replication."""
    rows = reactions(*overrides).loc[quadrant].set_index("replication")
    return rows.revenue_with / rows.revenue_without - 1


def given_away(quadrant: str) -> pd.Series:
    """Contribution lost a customer and year by making the offer, by replication."""
    rows = reactions().loc[quadrant].set_index("replication")
    return rows.contribution_without - rows.contribution_with


def test_every_quadrant_has_customers():
    people = reactions().groupby("quadrant").customers.min()
    assert (people[list(QUADRANTS)] > 0).all()


def test_a_discount_draws_strangers_more_than_friends():
    """Friends would have bought anyway; strangers buy so much more that their revenue rises."""
    assert interval(growth("strangers")).low > 0
    assert interval(growth("strangers") - growth("friends")).low > 0


def test_the_same_offer_gives_away_most_on_friends():
    for quadrant in ("butterflies", "barnacles", "strangers"):
        assert interval(given_away("friends") - given_away(quadrant)).low > 0


def test_loyalty_dulls_the_answer_of_friends():
    assert interval(growth("friends", *NO_EFFECT) - growth("friends")).low > 0


def test_with_loyalty_off_nobody_is_loyal_and_there_are_but_two_kinds():
    model = MarketModel(load("new_or_old_customers").set("customers=2000", LOYALTY_OFF), seed=1000)
    for _ in range(BEFORE):
        model.step()
    table = quadrant_table(model.market)
    people = table[table.firm == "shifter"].set_index("quadrant").customers
    assert people["friends"] == people["barnacles"] == 0
    assert people["butterflies"] > 0
    assert people["strangers"] > 0
