"""Lorenz curve, Gini coefficient and top shares in cases that can be worked out by hand."""

import numpy as np
import pytest

from analysis.statistics.concentration import gini, lorenz, top_share

ONE_EACH = np.ones(4)


def test_equal_customers_have_no_concentration():
    value = np.full(4, 7.0)
    assert gini(ONE_EACH, value) == pytest.approx(0)
    assert top_share(ONE_EACH, value, 0.25) == pytest.approx(0.25)


def test_when_one_of_n_brings_all_gini_is_one_less_a_share():
    value = np.array([0, 0, 100.0, 0])
    assert gini(ONE_EACH, value) == pytest.approx(0.75)
    assert top_share(ONE_EACH, value, 0.25) == pytest.approx(1)


def test_gini_is_half_the_relative_mean_difference():
    value = np.array([1.0, 2, 4, 13])
    differences = np.abs(value[:, None] - value[None, :]).mean()
    assert gini(ONE_EACH, value) == pytest.approx(differences / (2 * value.mean()))


def test_with_losses_gini_is_taken_against_the_mean_of_absolute_values_and_stays_at_most_one():
    value = np.array([-30.0, -10, 5, 36])
    differences = np.abs(value[:, None] - value[None, :]).mean()
    assert gini(ONE_EACH, value) == pytest.approx(differences / (2 * np.abs(value).mean()))
    assert gini(np.ones(1000), np.array([-1e6, *np.zeros(998), 1.1e6])) <= 1


def test_groups_count_by_their_customers():
    people, value = np.array([3.0, 1.0]), np.array([3.0, 5.0])
    assert gini(people, value) == pytest.approx(gini(ONE_EACH, np.array([1.0, 1, 1, 5])))
    assert top_share(people, value, 0.25) == pytest.approx(5 / 8)


def test_the_best_bring_more_than_all_where_others_cost_money():
    assert top_share(ONE_EACH, np.array([-20.0, 0, 20, 100]), 0.25) == pytest.approx(1.0)
    assert top_share(ONE_EACH, np.array([-20.0, 0, 20, 100]), 0.5) == pytest.approx(1.2)


def test_the_curve_dips_below_zero_under_losses_and_ends_at_one():
    curve = lorenz(ONE_EACH, np.array([100.0, -20, 20, 0]))
    assert curve.customers == pytest.approx([0, 0.25, 0.5, 0.75, 1])
    assert curve.value == pytest.approx([0, -0.2, -0.2, 0, 1])


def test_without_value_no_share_can_be_told():
    assert lorenz(ONE_EACH, np.array([-1.0, 0, 0, 1])) is None
    assert top_share(np.zeros(2), np.zeros(2), 0.2) is None
    assert gini(ONE_EACH, np.zeros(4)) is None


def test_groups_without_customers_change_nothing():
    people, value = np.array([1.0, 0, 1]), np.array([2.0, 0, 6])
    assert gini(people, value) == pytest.approx(gini(np.ones(2), np.array([2.0, 6])))
