"""Task channels: what advice, lock-in, synergy and a choice of channels are worth, at their limits."""

import pytest

from sim.maths import exp
from sim.mechanisms.channels.task_channels import (
    advice_carried,
    alike_utility,
    bound_utility,
    risk_utility,
    task_utility,
)


def test_good_advice_leaves_no_risk_and_none_leaves_all_of_it():
    assert risk_utility(1.0, 1.5) == 0.0
    assert risk_utility(0.0, 1.5) == -1.5


def test_advice_reaches_who_stays_whole_and_who_goes_on_as_far_as_it_is_kept():
    assert advice_carried(0.8, is_same_channel=True, kept=0.5) == 0.8
    assert advice_carried(0.8, is_same_channel=False, kept=0.5) == 0.4
    assert advice_carried(0.8, is_same_channel=False, kept=0.0) == 0.0


def test_who_was_advised_is_bound_to_the_channel_or_drawn_to_the_next():
    assert bound_utility(is_same_channel=True, lock_in=0.5, synergy=0.3) == 0.5
    assert bound_utility(is_same_channel=False, lock_in=0.5, synergy=0.3) == 0.3


def test_a_channel_that_always_answers_loses_nothing_but_what_it_does_badly():
    assert task_utility(1.0, 2.0, 1.0, 0.5) - task_utility(0.0, 2.0, 1.0, 0.5) == 2.0
    assert task_utility(0.7, 2.0, 1.0, 0.5) - task_utility(0.7, 2.0, 0.0, 0.5) == pytest.approx(
        0.5, rel=1e-12
    )


@pytest.mark.parametrize("channels", [1.0, 2.0, 5.0])
def test_equal_channels_of_one_firm_together_win_what_one_wins_if_they_are_wholly_alike(channels: float):
    def odds(alike: float) -> float:
        return channels * exp(alike_utility(channels, alike))

    assert odds(1.0) == pytest.approx(1.0, rel=1e-12)
    assert odds(0.0) == channels
