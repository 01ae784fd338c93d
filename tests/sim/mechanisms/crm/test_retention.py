"""Retention: spending per head works at once and saturates."""

from itertools import pairwise
from math import exp

import pytest

from sim.mechanisms.crm.retention import response


def test_nothing_spent_nothing_gained():
    assert response(0.0, 20.0, 0.6) == 0.0


def test_at_the_scale_63_percent_of_the_most_is_reached():
    assert response(20.0, 20.0, 0.6) == pytest.approx(0.6 * (1.0 - exp(-1.0)), rel=1e-13)


def test_no_money_buys_more_than_the_most():
    assert response(1e9, 20.0, 0.6) == pytest.approx(0.6)
    assert response(1e9, 20.0, 0.6) <= 0.6


def test_the_first_money_works_best():
    effects = [response(money, 20.0, 0.6) for money in range(0, 200, 10)]
    gains = [after - before for before, after in pairwise(effects)]
    assert gains == sorted(gains, reverse=True)
    assert response(1e-6, 20.0, 0.6) / 1e-6 == pytest.approx(0.6 / 20.0, rel=1e-5)


def test_a_scale_of_nothing_means_that_money_has_no_effect():
    assert response(10.0, 0.0, 0.6) == 0.0
