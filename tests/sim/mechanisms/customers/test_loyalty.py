"""Loyalty: a logistic of satisfaction, gated by conversion."""

from math import exp, log

import pytest

from sim.mechanisms.customers.loyalty import intention, loyalty_utility


def test_half_are_willing_at_the_turning_point():
    assert intention(0.65, 6.5, 0.65) == 0.5


def test_log_odds_of_intention_rise_by_the_steepness_per_unit_of_satisfaction():
    def log_odds(satisfaction: float) -> float:
        willing = intention(satisfaction, 6.5, 0.65)
        return log(willing / (1.0 - willing))

    assert log_odds(0.9) - log_odds(0.4) == pytest.approx(6.5 * 0.5, rel=1e-12)


def test_who_is_as_far_above_the_turning_point_is_as_willing_as_the_other_is_unwilling():
    assert intention(0.75, 6.5, 0.65) == pytest.approx(1.0 - intention(0.55, 6.5, 0.65), rel=1e-13)


def test_without_conversion_loyalty_of_the_heart_moves_no_purchase():
    assert loyalty_utility(1.0, 0.0, 1.5) == 0.0


def test_full_converted_loyalty_multiplies_a_firms_odds_by_its_effect():
    assert exp(loyalty_utility(1.0, 1.0, 1.5)) == pytest.approx(exp(1.5), rel=1e-14)
    assert loyalty_utility(0.4, 0.5, 1.5) == pytest.approx(0.3, rel=1e-14)
