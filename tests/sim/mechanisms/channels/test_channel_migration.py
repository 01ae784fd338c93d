"""Channel migration: strangeness is learnt or helped away; who is driven likes the firm less."""

import math

import pytest

from sim.mechanisms.channels.channel_migration import resented, strange, unhelped


@pytest.mark.parametrize("uses", [0, 1, 2, 7, 40])
def test_each_use_takes_the_same_share_of_what_is_still_strange(uses: int):
    assert strange(float(uses), 0.3) == pytest.approx(0.7**uses, rel=1e-13)


def test_who_never_used_a_channel_finds_it_all_strange_however_fast_people_learn():
    assert strange(0.0, 0.99) == 1.0


def test_who_learns_nothing_finds_a_channel_strange_for_ever():
    assert strange(255.0, 0.0) == 1.0


def test_who_used_a_channel_as_often_as_is_counted_finds_nothing_strange():
    assert strange(255.0, 0.3) < 1e-39


def test_help_of_one_scale_leaves_one_part_in_e():
    assert unhelped(4.0, 4.0) == pytest.approx(1.0 / math.e, rel=1e-14)
    assert unhelped(8.0, 4.0) == pytest.approx(1.0 / math.e**2, rel=1e-14)


def test_without_help_all_strangeness_is_left_and_with_any_money_none():
    assert unhelped(0.0, 4.0) == 1.0
    assert unhelped(1e6, 4.0) == 0.0


def test_who_is_driven_loses_that_share_of_what_there_was():
    assert resented(0.8, 0.3) == pytest.approx(0.56, rel=1e-15)
    assert resented(0.0, 0.3) == 0.0


def test_who_is_not_driven_loses_nothing():
    assert resented(0.8, 0.0) == 0.8
