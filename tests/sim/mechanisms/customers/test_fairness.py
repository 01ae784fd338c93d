"""Fairness: what one sees of the privileges of others, beyond the bearable, is minded."""

import pytest

from sim.mechanisms.customers.fairness import slight


def test_the_best_treated_mind_nothing():
    assert slight(0.2, 0.2, 1.0, 1.0, 0.0) == 0.0


def test_what_nobody_sees_is_minded_by_nobody():
    assert slight(0.0, 0.2, 0.0, 1.0, 0.0) == 0.0


def test_a_bearable_difference_is_taken_as_earned():
    assert slight(0.0, 0.1, 0.5, 1.0, 0.05) == 0.0


def test_beyond_the_bearable_each_unit_seen_costs_the_same():
    assert slight(0.0, 0.3, 0.5, 0.6, 0.05) == pytest.approx(0.6 * 0.1)
    assert slight(0.1, 0.4, 0.5, 0.6, 0.05) == pytest.approx(0.6 * 0.1)
