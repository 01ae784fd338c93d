"""Elasticities of customer equity: exact where the formula can be solved by hand."""

import pandas as pd
import pytest

from analysis.battery.customer_equity import CustomerBase, customer_base, elasticities

BASE = CustomerBase(customers=1000, margin=50.0, retention=0.8, won=200, acquisition_cost=20.0, discount=0.12)


def books(months: int = 13) -> pd.DataFrame:
    """A firm of 100 customers that loses and wins one a month and earns 2 a customer and month."""
    return pd.DataFrame(
        {
            "period": range(months),
            "customers": 100,
            "lost": 1,
            "won": 0.5,
            "won_back": 0.5,
            "revenue_cents": 40_000,
            "production_cents": 15_000,
            "transaction_cents": 5_000,
            "acquisition_cents": 300,
            "win_back_cents": 200,
        }
    )


def test_equity_is_what_present_and_future_customers_are_worth_less_what_winning_them_costs():
    worth = 50.0 * 0.8 / 0.32
    assert BASE.equity == pytest.approx(1000 * worth + 200 / 0.12 * (worth - 20.0))


def test_margin_and_acquisition_cost_move_equity_by_their_shares_of_it():
    """Both enter it linearly, so that their elasticities differ by exactly one."""
    found = elasticities(BASE)
    assert found.acquisition_cost == pytest.approx(200 * 20.0 / 0.12 / BASE.equity)
    assert found.margin == pytest.approx(1 + found.acquisition_cost)


def test_retention_moves_a_base_without_newcomers_by_its_known_derivative():
    """d log(r / (1 + i - r)) / d log r = (1 + i) / (1 + i - r)."""
    alone = CustomerBase(1000, 50.0, 0.8, 0.0, 0.0)
    assert elasticities(alone, 1e-6).retention == pytest.approx(1.12 / 0.32, rel=1e-4)


def test_a_base_is_read_off_the_books_of_the_last_year():
    found = customer_base(books(30), 12)
    assert found.customers == 100
    assert found.margin == pytest.approx(24.0)
    assert found.retention == pytest.approx(0.99**12)
    assert found.won == 12
    assert found.acquisition_cost == pytest.approx(5.0)


@pytest.mark.parametrize("table", [books(12), books().assign(won=0, won_back=0), books().assign(customers=0)])
def test_a_firm_without_a_past_without_customers_or_without_newcomers_has_no_base(table):
    with pytest.raises(ValueError, match="customer equity needs"):
        customer_base(table, 12)
