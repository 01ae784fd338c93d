import itertools

import numpy as np
import pytest

from analysis.statistics.resampling import resamples, shares_of_best


def test_few_replications_are_resampled_exactly():
    luck = resamples(3)
    assert luck.exact
    assert luck.chances.sum() == pytest.approx(1)
    values = np.array([1.0, 10.0, 100.0])
    every = [np.mean(draw) for draw in itertools.product(values, repeat=3)]
    for level in (1, 4, 37, 70, 100):
        expected = np.mean([mean <= level + 1e-9 for mean in every])
        assert luck.share(luck.means(values) <= level + 1e-9) == pytest.approx(expected)


def test_the_interval_holds_95_percent_of_the_exact_resamples():
    luck = resamples(4)
    values = np.array([0.0, 1.0, 5.0, 6.0])
    every = np.sort([np.mean(draw) for draw in itertools.product(values, repeat=4)])
    low, high = luck.interval(luck.means(values))
    # 256 draws: the limits are the 7th (256 * 0.025 = 6.4) and the 250th (249.6).
    assert (low, high) == pytest.approx((every[6], every[249]))


def test_many_replications_are_sampled_by_seed():
    luck = resamples(30, seed=5)
    assert not luck.exact
    assert (luck.counts.sum(axis=1) == 30).all()
    assert (luck.counts == resamples(30, seed=5).counts).all()
    assert (luck.counts != resamples(30, seed=6).counts).any()
    # 120,000 draws: each replication 4,000 times, with a standard deviation of 62.
    assert np.abs(luck.counts.sum(axis=0) - 4000).max() < 4 * 62
    values = np.arange(30.0)
    spread = luck.means(values).std()
    assert spread == pytest.approx(values.std() / 30**0.5, rel=0.05)


def test_equal_means_stay_equal_whatever_is_drawn():
    luck = resamples(12)
    cents = np.random.default_rng(1).integers(10**11, 10**12, size=12).astype(float)
    shares = shares_of_best(luck.means(np.stack([cents, cents], axis=1)))
    assert (shares == 0.5).all()


def test_ties_share_what_the_best_gets():
    assert shares_of_best(np.array([[3.0, 3.0, 1.0], [1.0, 2.0, 0.0]])).tolist() == [[0.5, 0.5, 0], [0, 1, 0]]


def test_nothing_cannot_be_resampled():
    with pytest.raises(ValueError, match="no replication"):
        resamples(0)
