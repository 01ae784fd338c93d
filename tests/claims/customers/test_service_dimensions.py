"""B6 on the scenario `three_service_dimensions`: all the money on one dimension, or a third on each."""

from functools import partial

import pandas as pd
import pytest

from sim import Comparison
from tests.evidence import surely
from tests.support import EXACT, by_replication, compared

pytestmark = pytest.mark.slow

NAME, FIRM, BALANCED = "three_service_dimensions", "provider", "balanced"
ONE_SIDED = ("all_human", "all_business", "all_hidden")
OFF = "mechanisms.customers.service_dimensions.strength=0"
SERVICE = f"firms.{FIRM}.strategies.service"
SMALL = ("customers=2000", "years=4")
Tables = dict[str, pd.DataFrame]


def runs(replications: int, *overrides: str) -> Comparison:
    """All arms in the same luck."""
    return compared(NAME, (BALANCED, *ONE_SIDED), (*SMALL, *overrides), replications)


def firm_in(tables: Tables) -> pd.DataFrame:
    """Rows of the firm whose spending differs."""
    return tables["firm"][tables["firm"].firm == FIRM]


def customers(tables: Tables) -> float:
    """Customers at the end."""
    return float(firm_in(tables).customers.iloc[-1])


def left(tables: Tables) -> float:
    """Share of customers who leave, a year, on average."""
    rows = firm_in(tables)
    return float(rows.lost.sum() / rows.customers.sum() * 12)


def satisfaction(tables: Tables) -> float:
    """Index of satisfaction at the end."""
    return float(firm_in(tables).satisfaction.iloc[-1])


def lead(arm: str, measure, replications: int, *overrides: str) -> pd.Series:
    """By how much the balanced firm is above an arm."""
    comparison = runs(replications, *overrides)
    return by_replication(comparison, BALANCED, measure) - by_replication(comparison, arm, measure)


@pytest.mark.parametrize("arm", ONE_SIDED)
def test_for_the_same_money_a_customer_the_balanced_firm_keeps_more_customers(arm: str):
    assert surely(partial(lead, arm, customers)) > 0
    assert surely(partial(lead, arm, left)) < 0
    assert surely(partial(lead, arm, satisfaction)) > 0


def test_the_arms_spend_the_same_on_a_customer():
    for arm in (BALANCED, *ONE_SIDED):
        tables = runs(EXACT).tables["firm"]
        rows = tables[(tables.arm == arm) & (tables.firm == FIRM)].sort_values(["replication", "period"])
        before = rows.groupby("replication").customers.shift()
        later = before.notna()
        assert (rows.service_cents[later] - before[later] * 200).abs().max() <= 1


def gained_for(money: int, before: int, replications: int) -> pd.Series:
    """Satisfaction gained by more money on the human dimension alone."""
    more, less = (
        compared(
            NAME, (BALANCED,), (*SMALL, f"{SERVICE}={{human: {each}, business: 0, hidden: 0}}"), replications
        )
        for each in (money, before)
    )
    return by_replication(more, BALANCED, satisfaction) - by_replication(less, BALANCED, satisfaction)


def test_money_on_one_dimension_alone_saturates():
    assert surely(partial(gained_for, 15, 0)) > 0
    assert surely(lambda n: gained_for(120, 60, n) - 0.1 * gained_for(15, 0, n)) < 0


@pytest.mark.parametrize("arm", ONE_SIDED)
def test_where_dimensions_do_not_fail_it_does_not_matter_where_the_money_goes(arm: str):
    for measure in (customers, left, satisfaction):
        assert (lead(arm, measure, EXACT, OFF) == 0).all()
