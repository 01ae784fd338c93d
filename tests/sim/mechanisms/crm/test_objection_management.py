"""Objection management: capacity, what is taken up of more complaints than that, and the learning curve."""

import pytest

from sim.mechanisms.crm.objection_management import capacity, failures_left, taken_up


def test_money_adds_to_what_the_desk_can_take_up():
    assert capacity(20.0, 0.0, 25.0) == 20.0
    assert capacity(20.0, 500.0, 25.0) == 40.0


@pytest.mark.parametrize("complaints", [0.0, 1.0, 39.0, 40.0])
def test_within_capacity_every_complaint_is_taken_up(complaints: float):
    assert taken_up(40.0, complaints) == 1.0


def test_beyond_capacity_only_so_many_are():
    assert taken_up(40.0, 160.0) * 160.0 == 40.0


def test_where_nothing_was_traced_all_failures_are_left():
    assert failures_left(0.0, 100.0, 0.2) == 1.0


@pytest.mark.parametrize("doublings", [1, 2, 5])
def test_every_doubling_of_experience_removes_a_fifth_of_what_is_left(doublings: int):
    traced = 100.0 * (2**doublings - 1)
    assert failures_left(traced, 100.0, 0.2) == pytest.approx(0.8**doublings)


def test_who_learns_nothing_keeps_all_failures():
    assert failures_left(1e6, 100.0, 0.0) == 1.0
