"""Complaints: who voices a failure, and what silence and answers do."""

import pytest

from sim.mechanisms.crm.complaints import angered, voice_chance
from sim.mechanisms.customers.awareness import raised


def test_one_who_cares_nothing_complains_by_the_base_chance():
    assert voice_chance(0.3, 0.4, 0.0) == 0.3


def test_the_loyal_complain_more_and_voice_is_linear_in_loyalty():
    assert voice_chance(0.3, 0.4, 1.0) == pytest.approx(0.7)
    assert voice_chance(0.3, 0.4, 0.5) == pytest.approx(0.5)


def test_nobody_complains_more_than_always():
    assert voice_chance(0.8, 0.8, 1.0) == 1.0


def test_silence_takes_its_share_and_none_where_nobody_is_angry():
    assert angered(0.8, 0.25) == pytest.approx(0.6)
    assert angered(0.8, 0.0) == 0.8
    assert angered(0.8, 1.0) == 0.0


def test_a_perfect_answer_that_restores_everything_leaves_nothing_to_wish_and_no_answer_nothing_new():
    assert raised(0.4, 1.0) == 1.0
    assert raised(0.4, 0.0) == 0.4
