"""V-C10: those who came by a recommendation leave less and bring more than those who came by advertising.

Schmitt, Skiera & Van den Bulte (2011) followed a bank's new customers for up to 33 months. Measured here on
contracts of a year, over three years from each one's own signing: whoever signs a first contract in the first
three years is referred if a neighbour had praised the provider, and won by advertising or courting if not.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

from sim import Scenario, load
from sim.model import MarketModel
from tests.evidence import surely
from tests.runs import found_in
from tests.support import seeds

pytestmark = pytest.mark.slow

FOLLOWED = 36
MARKET = ("years=6", "customers=5000", "mechanisms.customers.referral={}")
NOTHING_PASSES_ON = "mechanisms.customers.referral={enrichment: 0, matching: 0}"


class Cohorts(NamedTuple):
    """What one market shows."""

    churn: float
    """Of the referred who left, relative to those won by advertising: 0.9 = a tenth fewer."""
    value: float
    """Contribution of the referred relative to those won by advertising."""
    referred: float
    """Share of the referred in all."""


def cohorts(scenario: Scenario, seed: int) -> Cohorts:
    """Everybody's first contract, three years later."""
    model = MarketModel(scenario, seed=seed)
    columns, people = model.market.customers.columns, np.arange(len(model.market.customers))
    signed, firm = np.full(len(people), -1), np.full(len(people), -1)
    stayed, brought = np.zeros(len(people)), np.zeros(len(people))
    while model.running:
        period = model.market.period
        model.step()
        due = (signed >= 0) & (period - signed == FOLLOWED)
        stayed[due] = columns.supplier[due] == firm[due]
        brought[due] = columns.contribution[firm[due], people[due]]
        if period < FOLLOWED - 1:
            new = (signed < 0) & (columns.supplier >= 0)
            signed[new], firm[new] = period, columns.supplier[new]
    member = signed >= 0
    referred = member & (columns.referrer[firm, people] >= 0)
    others = member & ~referred
    return Cohorts(
        churn=(1 - stayed[referred].mean()) / (1 - stayed[others].mean()),
        value=brought[referred].mean() / brought[others].mean(),
        referred=referred.sum() / member.sum(),
    )


def of_each(replications: int, *overrides: str) -> pd.DataFrame:
    scenario = load("subscription").set(*MARKET, *overrides)
    return pd.DataFrame(found_in(cohorts, [(scenario, seed) for seed in seeds(replications)]))


def test_the_referred_leave_less_by_5_to_25_percent():
    assert 0.75 <= surely(lambda n: of_each(n).churn) <= 0.95


def test_the_referred_are_worth_5_to_30_percent_more():
    assert 1.05 <= surely(lambda n: of_each(n).value) <= 1.30


def test_both_kinds_are_many():
    assert 0.05 < surely(lambda n: of_each(n).referred) < 0.9


def test_where_nothing_passes_on_with_a_recommendation_the_lead_is_smaller():
    assert surely(lambda n: of_each(n, NOTHING_PASSES_ON).churn - of_each(n).churn) > 0.02
