"""Uncertain demand: only what holds a customer counts, and only at the present supplier."""

from math import exp, log

import pytest

from sim.mechanisms.customers.brand_choice import choice_share
from sim.mechanisms.customers.uncertain_demand import staying_utility
from sim.randomness import poisson_count


def test_a_rival_gains_nothing_from_the_cost_of_switching():
    assert staying_utility(0.0, 2.0, 1.5) == 0.0


def test_switching_cost_and_own_inertia_add_up_at_the_supplier():
    assert staying_utility(1.0, 2.0, -0.5) == 1.5


@pytest.mark.parametrize(("cost", "stays"), [(0.0, 0.25), (log(3.0), 0.5), (log(27.0), 0.9)])
def test_among_equals_customers_stay_as_their_switching_cost_says(cost: float, stays: float):
    utility = staying_utility(1.0, cost, 0.0)
    assert choice_share(utility, exp(utility) + 3.0) == pytest.approx(stays, rel=1e-12)


def test_counts_of_purchases_follow_poisson():
    n, rate = 20_000, 1.3
    counts = [poisson_count((k + 0.5) / n, rate) for k in range(n)]
    expected = [exp(-rate), rate * exp(-rate), rate**2 / 2 * exp(-rate), rate**3 / 6 * exp(-rate)]
    assert [counts.count(k) / n for k in range(4)] == pytest.approx(expected, abs=1.0 / n)
    assert sum(counts) / n == pytest.approx(rate, rel=1e-3)
