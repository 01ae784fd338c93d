"""k-means: known clusters are found, and equal data give equal clusters."""

import numpy as np
import pytest

from sim.analytics.clustering import k_means, nearest

CORNERS = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])
CROSS = np.array([[0.0, 0.0], [0.5, 0.0], [-0.5, 0.0], [0.0, 0.5], [0.0, -0.5]])


def corner_crowd():
    return (CORNERS[:, np.newaxis] + CROSS).reshape(-1, 2)


def test_three_far_groups_are_found_exactly():
    centres = k_means(corner_crowd(), 3)
    assert sorted(map(tuple, centres.round(12))) == sorted(map(tuple, CORNERS))
    belongs = nearest(corner_crowd(), centres)
    assert [len(set(belongs[k * 5 : k * 5 + 5])) for k in range(3)] == [1, 1, 1]


def test_one_cluster_is_the_mean():
    assert k_means(corner_crowd(), 1) == pytest.approx(corner_crowd().mean(axis=0)[np.newaxis])


def test_at_the_end_every_centre_is_the_mean_of_its_cases():
    figures = np.random.default_rng(3).normal(size=(500, 3))
    centres = k_means(figures, 4)
    belongs = nearest(figures, centres)
    assert np.array([figures[belongs == c].mean(axis=0) for c in range(4)]) == pytest.approx(centres)


def test_the_order_of_customers_does_not_matter():
    figures = np.random.default_rng(5).normal(size=(200, 2))
    assert k_means(figures[::-1], 3) == pytest.approx(k_means(figures, 3), rel=1e-9)


def test_no_more_clusters_than_cases_that_differ():
    assert len(k_means(np.array([[1.0], [1.0], [2.0]]), 5)) == 2
    assert len(k_means(np.empty((0, 2)), 3)) == 0
