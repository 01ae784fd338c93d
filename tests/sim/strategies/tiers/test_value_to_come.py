"""Value to come: a yearly contribution, as long as the customer may stay, discounted."""

from math import exp

import numpy as np
import pytest

from sim.strategies.tiers.value_to_come import ValueToCome
from tests.sim.strategies.tiers.views import view_of

ACTIVE = {"purchases": 20.0, "tenure": 5.0, "silence": 0.0}
YEARS = (1 - exp(-0.32 * 5)) / 0.32


def value(strategy: ValueToCome, **figures: float) -> float:
    return float(strategy.of(view_of(1, **figures))[0])


def test_a_customer_who_just_bought_is_worth_the_discounted_years_of_the_contribution():
    assert value(ValueToCome(), **ACTIVE, contribution=500.0) == pytest.approx(100.0 * YEARS, rel=1e-6)


def test_without_discount_or_leaving_all_years_of_the_horizon_count_alike():
    plain = ValueToCome(discount=0.0, leaving=0.0, horizon=3.0)
    assert value(plain, **ACTIVE, contribution=500.0) == pytest.approx(300.0)


def test_the_chance_to_be_still_there_is_that_of_the_pareto_nbd_with_known_rates():
    """Schmittlein, Morrison & Colombo (1987): purchases at rate a, leaving at b, silent for t."""
    a, b, t = 4.0, 0.2, 1.0
    view = view_of(1, purchases=20.0, tenure=5.0, silence=a * t)
    assert ValueToCome(leaving=b).alive(view.records)[0] == pytest.approx(
        1 / (1 + b / (a + b) * (exp((a + b) * t) - 1)), rel=1e-5
    )


def test_the_same_silence_in_years_says_more_of_who_bought_often():
    view = view_of(2, purchases=[20.0, 5.0], tenure=5.0, silence=[8.0, 2.0])
    often, seldom = ValueToCome().alive(view.records)
    assert often < seldom < 1


def test_less_than_a_year_on_record_counts_as_one():
    assert value(ValueToCome(), purchases=1.0, tenure=0.1, contribution=80.0) == pytest.approx(
        80.0 * YEARS, rel=1e-5
    )


def test_referrals_count_by_their_credit_and_losses_stay_losses():
    half = ValueToCome(referral_credit=0.5)
    assert value(half, **ACTIVE, contribution=500.0, referred=200.0) == pytest.approx(120.0 * YEARS, rel=1e-6)
    assert value(ValueToCome(), **ACTIVE, contribution=500.0, referred=200.0) == pytest.approx(
        100.0 * YEARS, rel=1e-6
    )
    assert value(half, **ACTIVE, contribution=-500.0) < 0


def test_who_is_not_on_record_is_worth_nothing():
    assert np.array_equal(ValueToCome(referral_credit=0.5).of(view_of(2)), np.zeros(2))
