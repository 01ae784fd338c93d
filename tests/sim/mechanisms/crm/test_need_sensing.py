"""Need sensing: two ways to find out that make up for each other; knowledge grows, and goes out of date."""

import math

import pytest

from sim.mechanisms.crm.need_sensing import effort, found, outdated


def test_no_effort_is_none_and_one_full_effort_is_enough():
    assert effort(0.0, 0.0) == 0.0
    assert effort(1.0, 0.0) == effort(0.0, 1.0) == 1.0


def test_two_half_efforts_find_what_either_would():
    assert effort(0.5, 0.5) == 0.75


def test_without_a_rate_nothing_is_found():
    assert found(0.1, 0.0, 5.0) == pytest.approx(0.1)


def test_what_is_unknown_halves_in_the_time_that_the_rate_says():
    assert found(0.1, 1.0, math.log(2.0)) == pytest.approx(0.55)


def test_the_length_of_steps_does_not_matter():
    known = 0.1
    for _ in range(12):
        known = found(known, 0.8, 1.0 / 12.0)
    assert known == pytest.approx(found(0.1, 0.8, 1.0))


def test_what_goes_out_of_date_is_only_what_was_found_out():
    assert outdated(0.3, 0.3, 0.5, 10.0) == pytest.approx(0.3)
    assert outdated(0.9, 0.3, 0.5, 1e3) == pytest.approx(0.3)
    assert outdated(0.9, 0.3, 0.5, 2.0) == pytest.approx(0.3 + 0.6 * math.exp(-1.0))
