"""C1 and B3 on the scenario `new_or_old_customers`: chasing the new and forgetting the old."""

from collections.abc import Callable

import pandas as pd
import pytest

from tests.evidence import surely
from tests.support import EXACT, by_replication, compared

pytestmark = pytest.mark.slow

FIRM = "shifter"
WINNING = "all_acquisition"
OTHERS = ("half_and_half", "adaptive")
NO_RESPONSE = "mechanisms.crm.retention.strength=0"
ON_NOTHING = ("firms.shifter.strategies.budgets.acquisition=0",)
ON_KEEPING = (*ON_NOTHING, "firms.shifter.strategies.budgets.retention=30000")
ON_WINNING = ("firms.shifter.strategies.budgets.acquisition=30000",)
Tables = dict[str, pd.DataFrame]


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


def lead(arm: str, other: str, measure, replications: int) -> pd.Series:
    """How much more one split comes to than another."""
    one, another = (
        by_replication(compared("new_or_old_customers", (name,), (), replications), name, measure)
        for name in (arm, other)
    )
    return one - another


def test_every_split_spends_the_same_cents_in_every_period():
    table = compared("new_or_old_customers", (WINNING, *OTHERS), (), EXACT).tables["firm"]
    rows = table[table.firm == FIRM]
    assert (rows.acquisition_cents + rows.retention_cents + rows.win_back_cents == 500_000).all()


@pytest.mark.parametrize("arm", OTHERS)
def test_all_for_winning_leads_in_customers_after_a_year(arm):
    assert surely(lambda n: lead(WINNING, arm, customers_after_a_year, n)) > 0


@pytest.mark.parametrize("arm", OTHERS)
def test_all_for_winning_trails_in_cumulative_profit_at_the_end(arm):
    assert surely(lambda n: lead(arm, WINNING, profit, n)) > 0


def test_where_spending_moves_nobody_all_splits_are_the_same():
    idle = compared("new_or_old_customers", (WINNING, *OTHERS), (NO_RESPONSE,), EXACT)
    table = idle.tables["firm"].drop(columns=["acquisition_cents", "retention_cents", "win_back_cents"])
    baseline = table[table.arm == WINNING].drop(columns="arm").reset_index(drop=True)
    for arm in OTHERS:
        pd.testing.assert_frame_equal(
            table[table.arm == arm].drop(columns="arm").reset_index(drop=True), baseline
        )


def won_for(years: range, replications: int, *overrides: str) -> pd.Series:
    """Customers won in some years more than without spending, when all goes to winning."""

    def won(tables: Tables) -> float:
        rows = firm_in(tables)
        return float(rows[(rows.period // 12).isin(years)].won.sum())

    return _more(ON_WINNING, won, replications, *overrides)


def kept_for(years: range, replications: int, *overrides: str) -> pd.Series:
    """Years of customers in some years more than without spending, when all goes to keeping."""

    def kept(tables: Tables) -> float:
        rows = firm_in(tables)
        return float(rows[(rows.period // 12).isin(years)].customers.sum()) / 12

    return _more(ON_KEEPING, kept, replications, *overrides)


def _more(
    spending: tuple[str, ...], count: Callable[[Tables], float], replications: int, *overrides: str
) -> pd.Series:
    spent_on, spent_nothing = (
        by_replication(
            compared("new_or_old_customers", ("base",), (*budgets, *overrides), replications), "base", count
        )
        for budgets in (spending, ON_NOTHING)
    )
    return spent_on - spent_nothing


def test_the_same_money_first_wins_more_than_it_keeps_and_in_a_filled_market_keeps_more_than_it_wins():
    """B3 in a light form: what 30,000 a year buy at the margin."""
    young, filled = range(2), range(5, 10)
    assert surely(lambda n: won_for(young, n) - kept_for(young, n)) > 0
    assert surely(lambda n: kept_for(filled, n) - 5 * won_for(filled, n)) > 0


def test_where_spending_moves_nobody_it_neither_wins_nor_keeps():
    whole = range(10)
    assert (won_for(whole, EXACT, NO_RESPONSE) == 0).all()
    assert (kept_for(whole, EXACT, NO_RESPONSE) == 0).all()
