"""B1, law: the satisfied are several times as willing to buy again as the dissatisfied."""

from functools import cache

import numpy as np
import pytest

from sim import load
from sim.mechanisms.crm.relationship_stages import ATTRACTION, LOST
from sim.mechanisms.customers.loyalty import intention
from sim.model import MarketModel
from tests.support import SEEDS, interval

pytestmark = pytest.mark.slow

SMALL = ("customers=3000", "years=12", "mechanisms.firms.entry_and_exit.strength=0")
SATISFIED, DISSATISFIED = 0.70, 0.40


@cache
def current_customers(seed, *overrides):
    """Satisfaction of every current customer of any firm, and the scenario."""
    scenario = load("durable").set(*SMALL, *overrides)
    model = MarketModel(scenario, seed=seed)
    while model.running:
        model.step()
    columns = model.market.customers.columns
    current = (columns.stage > ATTRACTION) & (columns.stage < LOST)
    return columns.satisfaction[current].astype(float), scenario


def willingness_ratio(seed, *overrides):
    """Mean intention of the satisfied over that of the dissatisfied; nan where there are none of either."""
    satisfaction, scenario = current_customers(seed, *overrides)
    law = scenario.mechanisms.customers.loyalty
    willing = np.array([intention(level, law.steepness, law.turning_point) for level in satisfaction])
    high, low = willing[satisfaction >= SATISFIED], willing[satisfaction <= DISSATISFIED]
    return high.mean() / low.mean() if len(high) and len(low) else np.nan


def ratios(*overrides, replications=SEEDS):
    return interval([willingness_ratio(seed, *overrides) for seed in range(1000, 1000 + replications)])


def test_a_satisfied_customer_is_several_times_as_willing_to_buy_again():
    ratio = ratios()
    assert ratio.replications == SEEDS
    assert 4 <= ratio.low <= ratio.high <= 8


def test_with_satisfaction_off_nobody_is_dissatisfied_and_there_is_no_difference():
    assert ratios("mechanisms.customers.satisfaction.strength=0", replications=3).replications == 0
    satisfaction, scenario = current_customers(1000, "mechanisms.customers.satisfaction.strength=0")
    assert np.allclose(satisfaction, scenario.mechanisms.customers.satisfaction.anchor)
