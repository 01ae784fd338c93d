"""The mean of the worst outcomes."""

import numpy as np
import pytest

from analysis.statistics.expected_shortfall import tail_mean


def test_of_twenty_outcomes_the_worst_is_the_tail():
    assert tail_mean(np.arange(20.0)) == 0


def test_of_forty_outcomes_the_two_worst_are_the_tail():
    assert tail_mean(np.arange(40.0)[::-1]) == pytest.approx(0.5)


def test_an_outcome_partly_in_the_tail_counts_in_part():
    # 5% of 30 is one and a half: the worst, and half of the next.
    assert tail_mean(np.arange(30.0)) == pytest.approx((0 + 0.5 * 1) / 1.5)


def test_of_few_outcomes_the_tail_is_the_worst():
    assert tail_mean(np.array([5.0, -3.0, 9.0])) == -3


def test_the_whole_is_its_own_tail():
    assert tail_mean(np.array([1.0, 2, 6]), 1.0) == pytest.approx(3)


@pytest.mark.parametrize(("outcomes", "tail"), [([], 0.05), ([1.0], 0.0), ([1.0], 1.5)])
def test_no_tail_is_refused(outcomes, tail):
    with pytest.raises(ValueError, match="tail"):
        tail_mean(np.array(outcomes), tail)
