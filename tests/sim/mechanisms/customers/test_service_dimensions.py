"""Three dimensions of service: the weakest spoils the contact, and money on one of them saturates."""

from itertools import pairwise
from math import exp

import pytest

from sim.mechanisms.customers.service_dimensions import failure_chance, success_chance

SCALE, UNAIDED, LEAST = 10.0, 0.15, 0.02


def fails(money: float) -> float:
    return failure_chance(money, SCALE, UNAIDED, LEAST)


def succeeds(*money: float) -> float:
    human, business, hidden = (fails(each) for each in money)
    return success_chance(human, business, hidden)


def test_nothing_spent_a_dimension_fails_as_often_as_it_does_by_itself():
    assert fails(0.0) == pytest.approx(UNAIDED, rel=1e-13)


def test_at_the_scale_63_percent_of_what_can_be_avoided_is():
    assert fails(SCALE) == pytest.approx(LEAST + (UNAIDED - LEAST) * exp(-1.0), rel=1e-13)


def test_no_money_prevents_the_least():
    assert fails(1e9) == pytest.approx(LEAST)


def test_one_dimension_that_always_fails_spoils_every_contact():
    assert (
        success_chance(1.0, 0.0, 0.0) == success_chance(0.0, 1.0, 0.0) == success_chance(0.0, 0.0, 1.0) == 0.0
    )


def test_where_no_dimension_can_fail_every_contact_succeeds():
    assert success_chance(0.0, 0.0, 0.0) == 1.0


def test_money_on_one_dimension_alone_works_less_and_less_and_not_beyond_what_the_others_let_through():
    levels = [succeeds(money, 0.0, 0.0) for money in range(0, 200, 10)]
    gains = [after - before for before, after in pairwise(levels)]
    assert gains == sorted(gains, reverse=True)
    assert max(levels) < (1.0 - LEAST) * (1.0 - UNAIDED) ** 2


@pytest.mark.parametrize("budget", [3.0, 24.0, 90.0])
def test_the_same_money_does_most_when_spread_evenly(budget: float):
    third = budget / 3.0
    balanced = succeeds(third, third, third)
    assert balanced > succeeds(budget / 2, budget / 2, 0.0) > succeeds(budget, 0.0, 0.0)


def test_what_a_dimension_adds_is_worth_more_the_better_the_others_are():
    gain_among_bad = succeeds(10, 0, 0) - succeeds(0, 0, 0)
    gain_among_good = succeeds(10, 90, 90) - succeeds(0, 90, 90)
    assert gain_among_good > gain_among_bad
