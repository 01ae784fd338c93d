"""C3 on `appliance_value_tiers`: the same money by tier earns more than alike for all, unless it slights."""

import pandas as pd
import pytest

from sim import Comparison
from tests.support import FEW, by_replication, compared, interval

pytestmark = pytest.mark.slow

SCENARIO = "appliance_value_tiers"
ALIKE, NEGLECTED = "alike", "ordinary_neglected"
TIERED = ("abc", "abc_credit", "lifetime_value")
SMALL = ("customers=1500", "years=4")
OFF = "mechanisms.crm.relationship_strategy.strength=0"
Tables = dict[str, pd.DataFrame]


def runs(*overrides: str, replications: int = FEW) -> Comparison:
    return compared(SCENARIO, (ALIKE, *TIERED, NEGLECTED), (*SMALL, *overrides), replications)


def group(tables: Tables) -> pd.DataFrame:
    return tables["firm"][tables["firm"].firm == "group"]


def profit(tables: Tables) -> float:
    return float(group(tables).profit_cents.sum()) / 100


def spent_on_each(tables: Tables) -> float:
    """Money for relationships by customer and year."""
    return float(group(tables).relationship_cents.sum() / group(tables).customers.sum()) * 12 / 100


def more(arm: str, *overrides: str) -> pd.Series:
    """Profit beyond that of treating all alike."""
    both = runs(*overrides)
    return by_replication(both, arm, profit) - by_replication(both, ALIKE, profit)


@pytest.mark.parametrize("arm", TIERED)
def test_the_same_money_by_tier_earns_more_than_alike_for_all(arm: str):
    assert interval(more(arm)).low > 0


@pytest.mark.parametrize("arm", [*TIERED, NEGLECTED])
def test_every_arm_spends_about_the_same_on_a_dealer(arm: str):
    share = by_replication(runs(), arm, spent_on_each) / by_replication(runs(), ALIKE, spent_on_each)
    assert interval(share).low > 0.95
    assert interval(share).high < 1.05


def test_when_ordinary_dealers_are_neglected_tiers_earn_less_than_alike_for_all():
    assert interval(more(NEGLECTED)).high < 0


def test_with_the_law_off_the_arms_are_the_same():
    off = runs(OFF, replications=3)
    for arm in (*TIERED, NEGLECTED):
        assert by_replication(off, arm, profit).equals(by_replication(off, ALIKE, profit))
