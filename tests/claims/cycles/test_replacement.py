"""A1, law: durables wear out, and their owners buy again."""

import pytest

from tests.support import FEW, by_replication, compared, interval

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


def mean(measure, *overrides, replications=FEW):
    runs = compared("durable", overrides=(*SMALL, *overrides), replications=replications)
    return interval(by_replication(runs, "base", measure))


def test_where_needs_rest_replacement_keeps_a_saturated_market_alive():
    assert mean(last_years_against_peak).low > 0.85


def test_without_replacement_a_saturated_market_sells_next_to_nothing():
    assert mean(last_years_against_peak, OFF).high < 0.05
    assert mean(units_per_owner, OFF).estimate == 1.0


def test_the_shorter_its_life_the_more_often_an_owner_buys():
    lives = (f"mechanisms.cycles.replacement.life={life}" for life in (4, 6, 10))
    short, usual, long = (mean(units_per_owner, life, replications=10) for life in lives)
    assert short.low > usual.high
    assert usual.low > long.high
