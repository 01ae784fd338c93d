"""A1, law: durables wear out, and their owners buy again."""

from functools import partial
from itertools import pairwise

import pytest

from tests.evidence import surely
from tests.support import EXACT, by_replication, compared

pytestmark = pytest.mark.slow

SMALL = (
    "customers=3000",
    "mechanisms.firms.entry_and_exit.strength=0",
    "mechanisms.cycles.needs_drift.drift=0",
)
OFF = "mechanisms.cycles.replacement.strength=0"


def last_years_against_peak(tables):
    sales = tables["category"].units.to_numpy().reshape(-1, 12).sum(axis=1)
    return sales[-3:].mean() / sales.max()


def units_per_owner(tables):
    category = tables["category"]
    return category.units.sum() / category.first_purchases.sum()


def measured(measure, replications, *overrides):
    return by_replication(compared("durable", (), (*SMALL, *overrides), replications), "base", measure)


def test_where_needs_rest_replacement_keeps_a_saturated_market_alive():
    assert surely(partial(measured, last_years_against_peak)) > 0.85


def test_without_replacement_a_saturated_market_sells_next_to_nothing():
    assert surely(lambda n: measured(last_years_against_peak, n, OFF)) < 0.05
    assert (measured(units_per_owner, EXACT, OFF) == 1.0).all()


def test_the_shorter_its_life_the_more_often_an_owner_buys():
    bought = partial(measured, units_per_owner)
    lives = (f"mechanisms.cycles.replacement.life={life}" for life in (4, 6, 10))
    for shorter, longer in pairwise(lives):
        assert surely(lambda n, shorter=shorter, longer=longer: bought(n, shorter) - bought(n, longer)) > 0
