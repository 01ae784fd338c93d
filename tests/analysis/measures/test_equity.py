"""Customer equity equals the sum of discounted margins that it stands for."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.measures.equity import DISCOUNT, has_values, margin_multiple, segment_values, yearly_retention


def test_the_multiple_is_the_sum_of_discounted_margins_of_all_later_years():
    years = np.arange(1, 2000)
    for retention in (0.0, 0.3, 0.8, 0.95):
        assert margin_multiple(retention, 0.12) == pytest.approx(
            ((retention / 1.12) ** years).sum(), abs=1e-12
        )


@pytest.mark.parametrize(
    ("discount", "multiples"),
    [(0.10, [1.20, 1.75, 2.67, 4.50]), (0.12, [1.15, 1.67, 2.50, 4.09]), (0.16, [1.07, 1.52, 2.22, 3.46])],
)
def test_the_multiples_are_those_of_gupta_and_lehmann_2003(discount, multiples):
    found = [margin_multiple(retention, discount) for retention in (0.6, 0.7, 0.8, 0.9)]
    assert [round(multiple, 2) for multiple in found] == multiples


def test_a_customer_who_never_leaves_is_a_perpetuity():
    assert margin_multiple(1.0, 0.1) == pytest.approx(10)


@pytest.mark.parametrize(
    ("retention", "discount"), [(-0.1, 0.1), (1.1, 0.1), (0.5, 0.0), (float("nan"), 0.1)]
)
def test_impossible_rates_are_refused(retention, discount):
    with pytest.raises(ValueError, match=r"rate|retention"):
        margin_multiple(retention, discount)


def test_retention_compounds_the_losses_of_the_periods():
    customers, lost = np.full(13, 100.0), np.full(13, 2.0)
    assert yearly_retention(customers, lost, 12) == pytest.approx(0.98**12)


def test_nobody_to_lose_has_no_retention():
    assert yearly_retention(np.zeros(5), np.zeros(5), 12) is None


def small(comparison, **columns):
    """The comparison with one segment of constant figures: 100 customers, 1 lost a period, 500 cents each."""
    table = comparison.tables["segment"]
    still = {"customers": 100, "lost": 1, "contribution_cents": 50_000}
    return replace(comparison, tables={**comparison.tables, "segment": table.assign(**(still | columns))})


def test_equity_is_customers_times_margin_times_multiple(comparison):
    values = segment_values(small(comparison))
    retention = 0.99**12
    equity = 100 * (500 * 12) * retention / (1 + DISCOUNT - retention)
    assert values.equity_cents.to_numpy() == pytest.approx(np.full(len(values), equity))
    assert (values.contribution_cents == 48 * 50_000).all()
    assert len(values) == 3 * 5 * 2


def test_a_segment_without_customers_is_worth_nothing_and_has_no_margin(comparison):
    values = segment_values(small(comparison, customers=0, lost=0, contribution_cents=0))
    assert (values.equity_cents == 0).all()
    assert values.margin_cents.isna().all()


def test_customers_who_cost_more_than_they_bring_have_negative_equity(comparison):
    assert (segment_values(small(comparison, contribution_cents=-50)).equity_cents < 0).all()


def test_older_results_say_that_they_lack_contributions(comparison):
    older = comparison.tables["segment"].drop(columns="contribution_cents")
    assert has_values(comparison)
    assert not has_values(replace(comparison, tables={**comparison.tables, "segment": older}))
