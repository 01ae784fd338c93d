"""Early warning: charts computed by hand, and Bayes' rule in its limits."""

import numpy as np
import pytest

from sim.analytics.early_warning import chance_gone, cumulative_sum, first_alarm


def test_small_deviations_are_let_pass_and_lasting_ones_add_up():
    losses = np.array([10.0, 11.0, 9.0, 14.0, 14.0, 14.0, 10.0])
    sums = cumulative_sum(losses, usual=10.0, spread=2.0)
    assert sums == pytest.approx([0, 0, 0, 1.5, 3.0, 4.5, 4.0])
    assert first_alarm(sums, 2.9) == 4
    assert first_alarm(sums, 4.5) is None


def test_a_shift_of_one_deviation_is_noticed_after_eleven_periods():
    """It gains half a deviation a period, and the limit is five."""
    losses = np.concatenate([np.full(20, 10.0), np.full(30, 12.0)])
    assert first_alarm(cumulative_sum(losses, 10.0, 2.0)) == 20 + 10


def test_right_after_a_purchase_silence_says_nothing():
    assert chance_gone(np.zeros(3), np.array([0.0, 0.3, 1.0])) == pytest.approx([0.0, 0.3, 1.0])


def test_long_silence_makes_sure_unless_nobody_ever_leaves():
    assert chance_gone(np.array([50.0, 50.0]), np.array([0.01, 0.0])) == pytest.approx([1.0, 0.0])
    assert chance_gone(np.array([1e6]), np.array([0.0])) == pytest.approx([0.0])


def test_odds_to_have_left_grow_e_fold_with_every_usual_gap():
    gone = chance_gone(np.arange(4.0), np.full(4, 0.2))
    assert gone / (1 - gone) == pytest.approx(0.25 * np.exp(np.arange(4.0)))
