"""C1 and B3 on the scenario `new_or_old_customers`: chasing the new and forgetting the old."""

from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest

from sim import Comparison
from tests.support import FEW, by_replication, compared, interval

FIRM = "shifter"
WINNING = "all_acquisition"
OTHERS = ("half_and_half", "adaptive")
NO_RESPONSE = "mechanisms.crm.retention.strength=0"
ON_NOTHING = ("firms.shifter.strategies.budgets.acquisition=0",)
ON_KEEPING = (*ON_NOTHING, "firms.shifter.strategies.budgets.retention=30000")
ON_WINNING = ("firms.shifter.strategies.budgets.acquisition=30000",)
Tables = dict[str, pd.DataFrame]


@cache
def splits() -> Comparison:
    """All for winning, and two splits that also keep, in the same luck."""
    return compared("new_or_old_customers", (WINNING, *OTHERS), replications=FEW)


def firm_in(tables: Tables) -> pd.DataFrame:
    """Rows of the firm whose split differs."""
    return tables["firm"][tables["firm"].firm == FIRM]


def customers_after_a_year(tables: Tables) -> float:
    """Customers of the firm at the end of the twelfth month."""
    rows = firm_in(tables)
    return float(rows[rows.period == 11].customers.iloc[0])


def profit(tables: Tables) -> float:
    """Cumulative profit of the firm at the end, in cents."""
    return float(firm_in(tables).profit_cents.sum())


def spent(comparison: Comparison) -> pd.DataFrame:
    """Cents spent on customers by period and replication (rows) and arm (columns)."""
    table = comparison.tables["firm"]
    rows = table[table.firm == FIRM]
    cents = rows.acquisition_cents + rows.retention_cents + rows.win_back_cents
    return cents.groupby([rows.replication, rows.period, rows.arm]).sum().unstack()


@pytest.mark.slow
def test_every_split_spends_the_same_cents_in_every_period():
    by_arm = spent(splits())
    assert (by_arm == 500_000).all(axis=None)


@pytest.mark.slow
@pytest.mark.parametrize("arm", OTHERS)
def test_all_for_winning_leads_in_customers_after_a_year(arm):
    lead = by_replication(splits(), WINNING, customers_after_a_year) - by_replication(
        splits(), arm, customers_after_a_year
    )
    assert interval(lead).low > 0


@pytest.mark.slow
@pytest.mark.parametrize("arm", OTHERS)
def test_all_for_winning_trails_in_cumulative_profit_at_the_end(arm):
    lag = by_replication(splits(), arm, profit) - by_replication(splits(), WINNING, profit)
    assert interval(lag).low > 0


def test_where_spending_moves_nobody_all_splits_are_the_same():
    idle = compared("new_or_old_customers", (WINNING, *OTHERS), (NO_RESPONSE,), 3)
    table = idle.tables["firm"].drop(columns=["acquisition_cents", "retention_cents", "win_back_cents"])
    baseline = table[table.arm == WINNING].drop(columns="arm").reset_index(drop=True)
    for arm in OTHERS:
        pd.testing.assert_frame_equal(
            table[table.arm == arm].drop(columns="arm").reset_index(drop=True), baseline
        )


def won_for(years: range, *overrides: str) -> pd.Series:
    """Customers won in some years more than without spending, when all goes to winning."""
    return _more(ON_WINNING, lambda rows: float(rows.won.sum()), years, overrides)


def kept_for(years: range, *overrides: str) -> pd.Series:
    """Years of customers in some years more than without spending, when all goes to keeping."""
    return _more(ON_KEEPING, lambda rows: float(rows.customers.sum()) / 12, years, overrides)


def _more(
    spending: tuple[str, ...],
    count: Callable[[pd.DataFrame], float],
    years: range,
    overrides: tuple[str, ...],
) -> pd.Series:
    def counted(tables: Tables) -> float:
        rows = firm_in(tables)
        return count(rows[(rows.period // 12).isin(years)])

    replications = 3 if NO_RESPONSE in overrides else FEW  # what is exactly nothing needs no interval
    runs = (
        compared("new_or_old_customers", ("base",), (*budgets, *overrides), replications)
        for budgets in (spending, ON_NOTHING)
    )
    spent_on, spent_nothing = (by_replication(run, "base", counted) for run in runs)
    return spent_on - spent_nothing


@pytest.mark.slow
def test_the_same_money_first_wins_more_than_it_keeps_and_in_a_filled_market_keeps_more_than_it_wins():
    """B3 in a light form: what 30,000 a year buy at the margin."""
    young, filled = range(2), range(5, 10)
    assert interval(won_for(young) - kept_for(young)).low > 0
    assert interval(kept_for(filled) - 5 * won_for(filled)).low > 0


@pytest.mark.slow
def test_where_spending_moves_nobody_it_neither_wins_nor_keeps():
    whole = range(10)
    assert (won_for(whole, NO_RESPONSE) == 0).all()
    assert (kept_for(whole, NO_RESPONSE) == 0).all()
