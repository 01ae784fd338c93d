"""B1, law: the satisfied are several times as willing to buy again as the dissatisfied."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from analysis.battery.satisfaction_signals import DISSATISFIED, SATISFIED, survey, willingness_ratio
from analysis.statistics.intervals import Interval
from sim import load
from sim.model import MarketModel
from tests.support import SEEDS, interval

pytestmark = pytest.mark.slow

SIZES = {"durable": ("customers=3000", "years=12"), "subscription": ("customers=2000", "years=4")}
NO_EXIT = "mechanisms.firms.entry_and_exit.strength=0"
NO_SATISFACTION = "mechanisms.customers.satisfaction.strength=0"


@cache
def customers(name: str, seed: int, *overrides: str) -> pd.DataFrame:
    """Every present customer of any firm at the end, asked about that firm."""
    model = MarketModel(load(name, *SIZES[name], NO_EXIT, *overrides), seed=seed)
    while model.running:
        model.step()
    return pd.concat([survey(model.market, firm.index) for firm in model.firms])


def ratios(name: str, *overrides: str, replications: int = SEEDS) -> Interval:
    """Willingness of the satisfied over that of the dissatisfied, where a replication has both."""
    seeds = range(1000, 1000 + replications)
    return interval(pd.Series([willingness_ratio(customers(name, seed, *overrides)) for seed in seeds]))


@pytest.mark.parametrize("name", SIZES)
def test_a_satisfied_customer_is_several_times_as_willing_to_buy_again(name):
    ratio = ratios(name)
    assert ratio.replications == SEEDS
    assert 4 <= ratio.low <= ratio.high <= 8


def test_the_satisfied_are_also_the_more_attached():
    """Attitudinal loyalty as customers hold it: slower than intention, so that they differ less."""
    attached = []
    for seed in range(1000, 1000 + SEEDS):
        asked = customers("durable", seed)
        high, low = (
            asked[asked.satisfaction >= SATISFIED].attitudinal_loyalty.mean(),
            asked[asked.satisfaction <= DISSATISFIED].attitudinal_loyalty.mean(),
        )
        attached.append(high / low)
    assert interval(pd.Series(attached)).low > 1.5


def test_with_satisfaction_off_nobody_is_dissatisfied_and_there_is_no_difference():
    assert ratios("durable", NO_SATISFACTION, replications=3).replications == 0
    anchor = load("durable").mechanisms.customers.satisfaction.anchor
    assert np.allclose(customers("durable", 1000, NO_SATISFACTION).satisfaction, 100 * anchor)
