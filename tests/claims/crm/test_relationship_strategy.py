"""C3 on `appliance_value_tiers`: the same money by tier earns more than alike for all, unless it slights."""

import pandas as pd
import pytest

from tests.evidence import surely
from tests.support import EXACT, by_replication, compared

pytestmark = pytest.mark.slow

SCENARIO = "appliance_value_tiers"
ALIKE, NEGLECTED = "alike", "ordinary_neglected"
TIERED = ("abc", "abc_credit", "lifetime_value")
SMALL = ("customers=1500", "years=4")
OFF = "mechanisms.crm.relationship_strategy.strength=0"
Tables = dict[str, pd.DataFrame]


def of(arm: str, measure, replications: int, *overrides: str) -> pd.Series:
    """A measure of an arm, by replication."""
    return by_replication(compared(SCENARIO, (arm,), (*SMALL, *overrides), replications), arm, measure)


def group(tables: Tables) -> pd.DataFrame:
    return tables["firm"][tables["firm"].firm == "group"]


def profit(tables: Tables) -> float:
    return float(group(tables).profit_cents.sum()) / 100


def spent_on_each(tables: Tables) -> float:
    """Money for relationships by customer and year."""
    return float(group(tables).relationship_cents.sum() / group(tables).customers.sum()) * 12 / 100


def more(arm: str, replications: int) -> pd.Series:
    """Profit beyond that of treating all alike."""
    return of(arm, profit, replications) - of(ALIKE, profit, replications)


@pytest.mark.parametrize("arm", TIERED)
def test_the_same_money_by_tier_earns_more_than_alike_for_all(arm: str):
    assert surely(lambda n: more(arm, n)) > 0


@pytest.mark.parametrize("arm", [*TIERED, NEGLECTED])
def test_every_arm_spends_about_the_same_on_a_dealer(arm: str):
    assert 0.95 < surely(lambda n: of(arm, spent_on_each, n) / of(ALIKE, spent_on_each, n)) < 1.05


def test_when_ordinary_dealers_are_neglected_tiers_earn_less_than_alike_for_all():
    assert surely(lambda n: more(NEGLECTED, n)) < 0


def test_with_the_law_off_the_arms_are_the_same():
    for arm in (*TIERED, NEGLECTED):
        assert of(arm, profit, EXACT, OFF).equals(of(ALIKE, profit, EXACT, OFF))
