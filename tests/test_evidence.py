"""A claim is held to be sure as seldom by mistake as it should, with no more replications than that takes."""

import numpy as np
import pytest
from scipy.stats import binomtest

from analysis.statistics.intervals import ratio_interval
from tests.evidence import LOOKS, LOOKS_AT_PAIRS, _share_positive, share_larger, surely

MANY = 2000


def shifted(figures, by=0.0):
    return surely(lambda replications: figures[:replications] + by)


def normal(experiments):
    return np.random.default_rng(20).standard_normal((experiments, 40))


def test_shares_of_the_error_add_up_to_all_of_it():
    for looks in (LOOKS, LOOKS_AT_PAIRS):
        assert sum(share for _, share in looks) == pytest.approx(1.0)


@pytest.mark.slow
def test_a_mean_on_the_bound_is_held_to_be_above_it_at_most_once_in_forty():
    held = np.mean([shifted(figures) > 0 for figures in normal(MANY)])
    assert 0.01 < held < 0.025 + 3 * np.sqrt(0.025 / MANY)


@pytest.mark.slow
def test_a_mean_two_fifths_of_a_deviation_above_it_is_found_as_often_as_by_thirty_at_once():
    """By 30 in one look, in about 57 of 100."""
    assert np.mean([shifted(figures, 0.4) > 0 for figures in normal(MANY)]) > 0.57


def test_what_happens_by_chance_is_held_to_happen_more_often_at_most_once_in_forty():
    flips = np.random.default_rng(21).integers(-1, 2, (MANY, 80))
    held = np.mean([share_larger(lambda n, flip=flip: flip[:n]) > 0.5 for flip in flips])
    assert held < 0.025 + 3 * np.sqrt(0.025 / MANY)


def test_what_happens_in_each_of_twenty_pairs_happens_more_often():
    assert share_larger(lambda n: np.minimum(np.arange(n), 1)) > 0.5
    assert not share_larger(lambda n: np.arange(n) % 2 * 2 - 1) > 0.5
    assert not share_larger(np.zeros) > 0.5


def test_no_more_is_lived_once_it_is_clear():
    asked = []

    def plain(replications):
        asked.append(replications)
        return 10 + np.arange(replications) / 100

    assert surely(plain) > 0
    estimate = surely(plain)
    assert 9 < estimate < 11
    assert asked == [5, 5]


def test_the_interval_of_a_share_is_the_exact_one():
    found = binomtest(7, 9).proportion_ci(0.95, method="exact")
    pairs = _share_positive([1] * 7 + [-1] * 2 + [0] * 5, 0.95)
    assert (pairs.low, pairs.high) == pytest.approx((found.low, found.high))


def test_what_stays_open_is_neither_above_nor_below():
    figures = np.resize([-1.0, 1.0], 40)
    estimate = shifted(figures)
    assert not estimate > 0
    assert not estimate < 0
    assert not -0.1 < estimate < 0.1
    assert "over 40" in repr(estimate)


def test_a_few_figures_that_do_not_vary_prove_nothing():
    rare = np.concatenate([np.ones(6), np.full(34, -1.0)])
    assert not shifted(rare) > 0
    assert shifted(np.ones(40)) > 0


def test_what_has_no_interval_is_not_sure():
    assert not surely(lambda n: [None] * n) > 0
    ratio = surely(
        lambda n: (np.ones(n), np.zeros(n)), lambda pair, confidence: ratio_interval(*pair, confidence)
    )
    assert not ratio > 0
