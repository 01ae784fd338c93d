"""How sales of a repertoire good answer to price and advertising (V-C1, V-C4).

Each replication asks one brand, in the same luck with and without the shock; brands take turns in
proportion to their sales, so that plain means are weighted by share. Data intervals are of four weeks.
"""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from analysis.battery.elasticity import ShortAndLong, after_a_pulse, after_a_step
from analysis.battery.repertoire import Shock, brand_of_purchase, units_by_interval
from analysis.statistics.intervals import mean_interval, ratio_interval
from sim import load
from tests.support import SEEDS

INTERVAL, BURN_IN, SETTLED = 4, 13, 4
LENGTH = f"years={(BURN_IN + 8) * INTERVAL / 52}"
START, NEVER = BURN_IN * INTERVAL, 10**6
DEARER = Shock(START, NEVER, price=1.05)
CAMPAIGN = Shock(START, START + INTERVAL, advertising=1.1)
MORE_ADVERTISING = Shock(START, NEVER, advertising=1.1)
NO_PRICE, NO_AWARENESS = (
    "mechanisms.customers.brand_choice.price=0",
    "mechanisms.customers.awareness.strength=0",
)

pytestmark = pytest.mark.slow


@cache
def paths(shock: Shock | None, *overrides: str) -> tuple[np.ndarray, ...]:
    """Sales per interval from the shock on of the brand of each replication."""
    scenario = load("repertoire", LENGTH, *overrides)
    found = []
    # What is exactly nothing needs no interval.
    for replication in range(3 if overrides else SEEDS):
        name = brand_of(replication, *overrides)
        sold = units_by_interval(scenario, 1000 + replication, INTERVAL, {name: shock} if shock else None)
        found.append(sold[BURN_IN:, list(scenario.firms).index(name)])
    return tuple(found)


@cache
def brand_of(replication: int, *overrides: str) -> str:
    scenario = load("repertoire", LENGTH, *overrides)
    return list(scenario.firms)[brand_of_purchase(shares(*overrides), replication, SEEDS)]


@cache
def shares(*overrides: str) -> tuple[int, ...]:
    return tuple(
        units_by_interval(load("repertoire", LENGTH, *overrides), 999, INTERVAL).sum(axis=0).tolist()
    )


def step(shock: Shock, factor: float, *overrides: str) -> pd.DataFrame:
    pairs = zip(paths(None, *overrides), paths(shock, *overrides), strict=True)
    return _frame([after_a_step(base, shocked, factor, SETTLED) for base, shocked in pairs])


def pulse(shock: Shock, factor: float, *overrides: str) -> pd.DataFrame:
    pairs = zip(paths(None, *overrides), paths(shock, *overrides), strict=True)
    return _frame([after_a_pulse(base, shocked, factor) for base, shocked in pairs])


def _frame(found: list[ShortAndLong]) -> pd.DataFrame:
    return pd.DataFrame({"short": [one.short for one in found], "long": [one.long for one in found]})


def test_a_dearer_brand_loses_sales_as_published():
    """V-C1: brand elasticity between -1.5 and -3.5."""
    found = mean_interval(step(DEARER, 1.05).long)
    assert found.low > -3.5
    assert found.high < -1.5


def test_price_moves_nothing_where_nobody_minds_it():
    """V-C1 with the weight of price at 0."""
    assert (step(DEARER, 1.05, NO_PRICE) == 0.0).all(axis=None)


def test_advertising_works_at_once_and_for_long_as_published():
    """V-C4: 0.05 to 0.20 in the short run, 1.5 to 3 times as much in the long run."""
    campaign, lasting = pulse(CAMPAIGN, 1.1), step(MORE_ADVERTISING, 1.1)
    for found in (campaign, lasting):
        short = mean_interval(found.short)
        assert short.low > 0.05
        assert short.high < 0.20
        ratio = ratio_interval(found.long, found.short)
        assert 1.5 < ratio.estimate < 3.0
        assert ratio.low > 1.5


def test_about_half_of_an_effect_of_advertising_carries_over_to_the_next_month():
    """V-C4: carry-over about 0.5."""
    found = pulse(CAMPAIGN, 1.1)
    assert 1 - found.short.mean() / found.long.mean() == pytest.approx(0.55, abs=0.15)


def test_advertising_moves_nothing_where_everybody_knows_everybody():
    """V-C4 with awareness off."""
    assert (pulse(CAMPAIGN, 1.1, NO_AWARENESS) == 0.0).all(axis=None)
    assert (step(MORE_ADVERTISING, 1.1, NO_AWARENESS) == 0.0).all(axis=None)
