"""Split loyalty: being asked is worth something beyond the discount."""

from math import exp

import pytest

from sim.mechanisms.customers.split_loyalty import courting_utility


def test_who_is_not_asked_gives_nothing():
    assert courting_utility(0.0, 0.5) == 0.0


def test_being_asked_multiplies_the_odds():
    assert exp(courting_utility(1.0, 0.5)) == pytest.approx(exp(0.5), rel=1e-15)
