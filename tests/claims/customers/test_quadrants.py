"""B11 on `new_or_old_customers`: loyal or not, valuable or not: four kinds take one offer differently."""

import pandas as pd
import pytest

from analysis.battery.quadrants import quadrant_table, responses
from sim import Scenario, load
from sim.model import MarketModel
from sim.result.quadrants import QUADRANTS
from sim.strategies.care.blanket_discount import BlanketDiscount
from tests.evidence import surely
from tests.runs import found_in
from tests.support import FEW, seeds

pytestmark = pytest.mark.slow

BEFORE, AFTER = 36, 12
OFFER = BlanketDiscount(discount=0.15)
LOYALTY_OFF = "mechanisms.customers.loyalty.strength=0"
NO_EFFECT = (
    "mechanisms.customers.loyalty.effect=0",
    "mechanisms.customers.differentiation.strength=0",
)
"""Loyalty is felt, and told apart, but moves nobody."""


def after_three_years(scenario: Scenario, seed: int) -> pd.DataFrame:
    """How each quadrant of the first firm's customers takes a discount for all."""
    model = MarketModel(scenario, seed=seed)
    for _ in range(BEFORE):
        model.step()
    return responses(model.market, 0, OFFER, AFTER)


def reactions(replications: int, *overrides: str) -> pd.DataFrame:
    """The same by replication."""
    scenario = load("new_or_old_customers").set("customers=2000", *overrides)
    parts = found_in(after_three_years, [(scenario, seed) for seed in seeds(replications)])
    return pd.concat([part.assign(replication=r) for r, part in enumerate(parts)])


def growth(quadrant: str, replications: int, *overrides: str) -> pd.Series:
    """Revenue of a year with the offer relative to that without, by replication."""
    rows = reactions(replications, *overrides).loc[[quadrant]].set_index("replication")
    return rows.revenue_with / rows.revenue_without - 1


def given_away(quadrant: str, replications: int) -> pd.Series:
    """Contribution lost a customer and year by making the offer, by replication."""
    rows = reactions(replications).loc[[quadrant]].set_index("replication")
    return rows.contribution_without - rows.contribution_with


def test_every_quadrant_has_customers():
    people = reactions(FEW).groupby("quadrant").customers.min()
    assert (people[list(QUADRANTS)] > 0).all()


def test_a_discount_draws_strangers_more_than_friends():
    """Friends would have bought anyway; strangers buy so much more that their revenue rises."""
    assert surely(lambda n: growth("strangers", n)) > 0
    assert surely(lambda n: growth("strangers", n) - growth("friends", n)) > 0


def test_the_same_offer_gives_away_most_on_friends():
    for quadrant in ("butterflies", "barnacles", "strangers"):
        assert surely(lambda n, other=quadrant: given_away("friends", n) - given_away(other, n)) > 0


def test_loyalty_dulls_the_answer_of_friends():
    assert surely(lambda n: growth("friends", n, *NO_EFFECT) - growth("friends", n)) > 0


def test_with_loyalty_off_nobody_is_loyal_and_there_are_but_two_kinds():
    model = MarketModel(load("new_or_old_customers").set("customers=2000", LOYALTY_OFF), seed=1000)
    for _ in range(BEFORE):
        model.step()
    table = quadrant_table(model.market)
    people = table[table.firm == "shifter"].set_index("quadrant").customers
    assert people["friends"] == people["barnacles"] == 0
    assert people["butterflies"] > 0
    assert people["strangers"] > 0
