"""Clustering: customers who are alike, by k-means.

Source: Lloyd (1982), "Least squares quantization in PCM". The start is that of k-means++ (Arthur &
Vassilvitskii 2007), which draws centres in proportion to squared distance, with the median of that
distribution in place of a draw: equal data give equal clusters. Recency, frequency and money as figures:
Hughes (1994), "Strategic database marketing".
"""

from typing import Final

import numpy as np

from sim.units import Floats, Ints

MOST_STEPS: Final = 100


def k_means(figures: Floats, clusters: int) -> Floats:
    """Centres of so many clusters, or of fewer where fewer cases differ.

    Parameters
    ----------
    figures : float64[n, k]
        k figures of each case, on comparable scales.
    clusters
        At least 1.

    Returns
    -------
    float64[clusters, k]
        Mean of each cluster's cases; no rows without cases.
    """
    if len(figures) == 0:
        return figures
    centres = _far_apart(figures, clusters)
    for _ in range(MOST_STEPS):
        belongs = nearest(figures, centres)
        # A cluster whose cases all moved elsewhere keeps its centre.
        moved = np.array(
            [
                figures[belongs == c].mean(axis=0) if (belongs == c).any() else old
                for c, old in enumerate(centres)
            ]
        ).reshape(centres.shape)
        if np.array_equal(moved, centres):
            break
        centres = moved
    return centres


def nearest(figures: Floats, centres: Floats) -> Ints:
    """Row of the centre nearest to each case, int64[n]; the first among equals."""
    return np.asarray(np.argmin(_squared_distances(figures, centres), axis=1))


def _squared_distances(figures: Floats, centres: Floats) -> Floats:
    """float64[n, clusters]."""
    return np.stack([((figures - centre) ** 2).sum(axis=1) for centre in centres], axis=1)


def _far_apart(figures: Floats, clusters: int) -> Floats:
    """Cases to begin with: that nearest to the mean, then always the one halfway through squared distance."""
    chosen = [int(np.argmin(((figures - figures.mean(axis=0)) ** 2).sum(axis=1)))]
    distance = ((figures - figures[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < clusters and distance.max() > 0.0:
        order = np.argsort(distance, kind="stable")
        reached = distance[order].cumsum()
        chosen.append(int(order[np.searchsorted(reached, 0.5 * reached[-1])]))
        distance = np.minimum(distance, ((figures - figures[chosen[-1]]) ** 2).sum(axis=1))
    return np.asarray(figures[chosen])
