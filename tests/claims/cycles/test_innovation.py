"""A3, law: improvement closes the gap within a cycle, only a new generation bridges cycles."""

from functools import cache

import pytest

from sim import load
from tests.evidence import surely
from tests.support import EXACT, by_replication, compare

pytestmark = pytest.mark.slow

SMALL = ("customers=3000", "mechanisms.firms.entry_and_exit.strength=0")
OFF = "mechanisms.cycles.innovation.strength=0"
SECOND = ('generations.second={"frontier": [2.5, 0.0], "available": 8.0}',)
IMPROVE = 'firms.leader.strategies.product={"kind": "fixed", "research": 20000, "next_generation": 0.0}'
INNOVATE = (
    'firms.leader.strategies.product={"kind": "before_decline", "research": 20000, "next_generation": 1.0}',
    'firms.leader.products.second={"price": 300, "unit_cost": 180, "quality": 0.7}',
)


@cache
def arms(replications, *overrides):
    market = load("durable").set(*SMALL, *SECOND, *overrides)
    return compare(
        {"idle": market, "improve": market.set(IMPROVE), "innovate": market.set(*INNOVATE)},
        replications,
        seed=2000,
    )


def leader_sales(tables):
    firm = tables["firm"]
    return firm[firm.firm == "leader"].units.to_numpy().reshape(-1, 12).sum(axis=1)


def at_maturity(tables):
    return float(leader_sales(tables)[6:11].sum())


def kept_at_the_end(tables):
    sales = leader_sales(tables)
    return sales[-2:].mean() / sales[:12].max()


def measured(arm, measure, replications, *overrides):
    return by_replication(arms(replications, *overrides), arm, measure)


def test_improvement_sells_more_within_the_cycle():
    assert surely(lambda n: measured("improve", at_maturity, n) - 1.1 * measured("idle", at_maturity, n)) > 0


def test_improvement_does_not_carry_sales_over_the_end_of_the_cycle():
    assert surely(lambda n: measured("improve", kept_at_the_end, n)) < 0.75


def test_a_new_generation_carries_sales_over_it():
    assert surely(lambda n: measured("innovate", kept_at_the_end, n)) > 1.0


def test_with_innovation_off_the_same_research_brings_nothing():
    for arm in ("improve", "innovate"):
        for measure in (at_maturity, kept_at_the_end):
            assert measured(arm, measure, EXACT, OFF).equals(measured("idle", measure, EXACT, OFF))
