"""C1 and B3 on the scenario `new_or_old_customers`: chasing the new and forgetting the old."""

from functools import cache

import pandas as pd
import pytest

from sim import Comparison
from tests.support import by_replication, compared, interval

FIRM = "shifter"
WINNING = "all_acquisition"
OTHERS = ("half_and_half", "retention_80", "adaptive")
NO_RESPONSE = "mechanisms.crm.retention.strength=0"
Tables = dict[str, pd.DataFrame]


@cache
def splits() -> Comparison:
    """All for winning, and three splits that also keep, in the same luck."""
    return compared("new_or_old_customers", (WINNING, *OTHERS))


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
    lead = by_replication(splits(), WINNING, customers_after_a_year) - by_replication(splits(), arm, customers_after_a_year)
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
        pd.testing.assert_frame_equal(table[table.arm == arm].drop(columns="arm").reset_index(drop=True), baseline)


@pytest.mark.slow
def test_to_win_a_customer_costs_several_times_what_it_costs_to_keep_one_for_a_year():
    """B3 in a light form: average costs of the firm that spends as much on winning as on keeping."""

    def cost_ratio(tables: Tables) -> float:
        rows = firm_in(tables)
        to_win = rows.acquisition_cents.sum() / (rows.won.sum() + rows.won_back.sum())
        to_keep = rows.retention_cents.sum() / (rows.customers.sum() / 12)
        return float(to_win / to_keep)

    assert interval(by_replication(splits(), "half_and_half", cost_ratio)).low > 2
