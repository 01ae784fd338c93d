"""B2, law: willing is not doing; raising attitude alone adds little profit where conversion is weak."""

from functools import cache

import pytest

from analysis.statistics.intervals import paired_difference
from sim import compare, load
from tests.support import FEW, by_replication

pytestmark = pytest.mark.slow

SMALL = ("customers=2000", "years=10", "mechanisms.firms.entry_and_exit.strength=0")
CARE = "firms.leader.strategies.budgets.retention=3000"
WEAK, STRONG = "mechanisms.customers.loyalty.conversion=0.1", "mechanisms.customers.loyalty.conversion=0.9"
OFF = "mechanisms.customers.loyalty.strength=0"
RETENTION_OFF = "mechanisms.crm.retention.strength=0"


@cache
def arms(*overrides, replications=FEW):
    """The leader without and with care for its customers, at the same spend whatever the overrides."""
    market = load("durable").set(*SMALL, *overrides)
    return compare({"no_care": market, "care": market.set(CARE)}, replications, seed=3000)


def leader(tables):
    return tables["firm"][tables["firm"].firm == "leader"]


def contribution(tables):
    """Profit before the money spent on care."""
    rows = leader(tables)
    return float((rows.profit_cents + rows.retention_cents).sum()) / 100


def attitude(tables):
    return float(leader(tables).attitudinal_loyalty.iloc[-84:].mean())


def gain(measure, *overrides, replications=FEW):
    both = arms(*overrides, replications=replications)
    return paired_difference(
        by_replication(both, "no_care", measure), by_replication(both, "care", measure)
    ).difference


def extra_gain(measure, less, more):
    """How much more care brings under one setting than under another, in the same luck."""
    low, high = (
        by_replication(arms(s), "care", measure) - by_replication(arms(s), "no_care", measure)
        for s in (less, more)
    )
    return paired_difference(low, high).difference


def test_care_raises_attitude_alike_whatever_the_conversion():
    weak, strong = gain(attitude, WEAK), gain(attitude, STRONG)
    assert weak.low > 0.15
    assert abs(weak.estimate - strong.estimate) < 0.15 * strong.estimate


def test_where_conversion_is_weak_attitude_brings_a_small_part_of_what_it_brings_where_it_is_strong():
    assert gain(contribution, STRONG).low > 0
    assert gain(contribution, WEAK).estimate < 0.3 * gain(contribution, STRONG).estimate
    assert extra_gain(contribution, WEAK, STRONG).low > 0


def test_where_conversion_is_weak_care_costs_more_than_it_brings():
    assert gain(lambda tables: float(leader(tables).profit_cents.sum()), WEAK).high < 0


def test_with_loyalty_off_conversion_makes_no_difference():
    off = [gain(contribution, OFF, conversion, replications=3) for conversion in (WEAK, STRONG)]
    assert off[0] == off[1]


def test_with_retention_off_the_same_spend_raises_nothing():
    assert gain(attitude, RETENTION_OFF, STRONG, replications=3).estimate == 0
    assert gain(contribution, RETENTION_OFF, STRONG, replications=3).estimate == 0
