"""B2, law: willing is not doing; raising attitude alone adds little profit where conversion is weak."""

from functools import cache

import pytest

from sim import load
from tests.evidence import surely
from tests.support import EXACT, FEW, by_replication, compare

pytestmark = pytest.mark.slow

SMALL = ("customers=2000", "years=10", "mechanisms.firms.entry_and_exit.strength=0")
CARE = "firms.leader.strategies.budgets.retention=3000"
WEAK, STRONG = "mechanisms.customers.loyalty.conversion=0.1", "mechanisms.customers.loyalty.conversion=0.9"
OFF = "mechanisms.customers.loyalty.strength=0"
RETENTION_OFF = "mechanisms.crm.retention.strength=0"


@cache
def arms(replications, *overrides):
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


def profit(tables):
    return float(leader(tables).profit_cents.sum())


def gain(measure, replications, *overrides):
    """What care brings, by replication."""
    both = arms(replications, *overrides)
    return by_replication(both, "care", measure) - by_replication(both, "no_care", measure)


def test_care_raises_attitude_alike_whatever_the_conversion():
    assert surely(lambda n: gain(attitude, n, WEAK)) > 0.15
    weak, strong = (gain(attitude, FEW, conversion).mean() for conversion in (WEAK, STRONG))
    assert abs(weak - strong) < 0.15 * strong


def test_where_conversion_is_weak_attitude_brings_a_small_part_of_what_it_brings_where_it_is_strong():
    assert surely(lambda n: gain(contribution, n, STRONG)) > 0
    assert gain(contribution, FEW, WEAK).mean() < 0.3 * gain(contribution, FEW, STRONG).mean()
    assert surely(lambda n: gain(contribution, n, STRONG) - gain(contribution, n, WEAK)) > 0


def test_where_conversion_is_weak_care_costs_more_than_it_brings():
    assert surely(lambda n: gain(profit, n, WEAK)) < 0


def test_with_loyalty_off_conversion_makes_no_difference():
    assert gain(contribution, EXACT, OFF, WEAK).equals(gain(contribution, EXACT, OFF, STRONG))


def test_with_retention_off_the_same_spend_raises_nothing():
    assert (gain(attitude, EXACT, RETENTION_OFF, STRONG) == 0).all()
    assert (gain(contribution, EXACT, RETENTION_OFF, STRONG) == 0).all()
