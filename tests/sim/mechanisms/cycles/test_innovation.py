"""Innovation: improvement stops at the limit of its class; a generation takes its cost."""

from math import exp

import pytest

from sim.mechanisms.cycles.innovation import aimed, developed, improved, progress


def test_at_full_effort_the_gap_closes_by_the_same_share_every_period():
    position = 0.0
    for _ in range(10):
        position = improved(position, 0.5, 0.05, 1e9, 1.0)
    assert position == pytest.approx(0.5 * (1.0 - 0.95**10), rel=1e-12)


def test_improvement_never_passes_the_limit_of_its_generation():
    position = 0.0
    for _ in range(10_000):
        position = improved(position, 0.5, 0.9, 1e9, 1.0)
    assert position == pytest.approx(0.5)
    assert position <= 0.5


def test_an_offer_beyond_the_limit_is_not_taken_back():
    assert improved(0.8, 0.5, 0.9, 1e9, 1.0) == 0.8


def test_at_the_scale_63_percent_of_the_effort_work_and_without_money_nothing():
    assert improved(0.0, 1.0, 1.0, 300.0, 300.0) == pytest.approx(1.0 - exp(-1.0), rel=1e-13)
    assert improved(0.2, 1.0, 1.0, 0.0, 300.0) == 0.2


def test_a_generation_is_ready_when_its_cost_is_spent_and_not_before():
    done = [0.0]
    for _ in range(17):
        done.append(progress(done[-1], 12.5, 200.0))
    assert done[:17] == [spent * 12.5 / 200.0 for spent in range(17)]
    assert done[16] == done[17] == 1.0


def test_a_generation_that_costs_nothing_is_ready_at_once():
    assert progress(0.0, 0.0, 0.0) == 1.0


def test_an_offer_is_aimed_no_further_than_it_can_reach_and_only_as_far_as_needs_are_known():
    assert aimed(1.0, 1.4, 1.0, 0.5) == pytest.approx(1.4)
    assert aimed(1.0, 3.0, 0.5, 0.5) == 1.25
    assert aimed(1.0, -3.0, 0.5, 0.5) == 0.75
    assert aimed(1.0, 3.0, 0.0, 0.5) == 1.0


def test_work_on_a_need_brings_an_offer_to_its_goal_from_either_side_and_not_past_it():
    for goal in (2.0, -2.0):
        assert developed(0.0, goal, 1.0, 1e9, 1.0) == goal
        assert developed(0.0, goal, 0.5, 1e9, 1.0) == goal / 2
    assert developed(0.3, 2.0, 0.5, 0.0, 1.0) == 0.3
