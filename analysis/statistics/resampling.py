"""The bootstrap over replications: how often a statement about means would hold with other luck.

Of few replications every resample is counted exactly; of many, a seeded sample of them is.

Source: Efron (1979), "Bootstrap methods: another look at the jackknife"; Fisher & Hall (1991), "Bootstrap
algorithms for small samples", for the exact one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from sim.randomness import mix
from sim.units import Floats, Ints

MOST_RESAMPLES = 4000
TAIL = 0.025


@dataclass(frozen=True)
class Resamples:
    """Ways to draw as many replications as there are, with replacement.

    Attributes
    ----------
    counts : int64[resamples, replications]
        How often each replication is drawn; rows sum to the number of replications.
    chances : float64[resamples]
        Probability of each; sums to 1.
    exact : bool
        Whether these are all there are.
    """

    counts: Ints
    chances: Floats
    exact: bool

    def means(self, values: Floats) -> Floats:
        """Mean of float64[replications, ...] in each resample: float64[resamples, ...]."""
        # Rounding must not break ties, so whole numbers, as cents are, stay whole up to the division.
        sums = np.tensordot(self.counts.astype(np.float64), values, axes=1)
        return np.asarray(sums / self.counts.shape[1])

    def share(self, holds: Floats) -> Floats:
        """Probability of a statement, given by resample along the first axis (0, 1, or shared between)."""
        # Chances sum to 1 but for rounding.
        return np.clip(np.tensordot(self.chances, holds.astype(np.float64), axes=1), 0.0, 1.0)

    def interval(self, figures: Floats) -> tuple[Floats, Floats]:
        """Limits that 95% of the resamples lie between, of a figure given along the first axis."""
        order = np.argsort(figures, axis=0)
        ranked = np.take_along_axis(figures, order, axis=0)
        reached = self.chances[order].cumsum(axis=0)
        return _first(ranked, reached, TAIL), _first(ranked, reached, 1 - TAIL)


def _first(ranked: Floats, reached: Floats, level: float) -> Floats:
    """Smallest figure at which the cumulated chance reaches a level."""
    place = np.argmax(reached >= level - 1e-9, axis=0)
    return np.asarray(np.take_along_axis(ranked, place[np.newaxis], axis=0)[0])


def resamples(replications: int, seed: int = 0, most: int = MOST_RESAMPLES) -> Resamples:
    """All resamples if they are at most `most` (told apart by counts only), else that many drawn by `seed`.

    Raises
    ------
    ValueError
        If there is no replication.
    """
    if replications < 1:
        raise ValueError("no replication to draw from")
    if math.comb(2 * replications - 1, replications) <= most:
        return _every(replications)
    words = mix(np.uint64(mix(seed)) + np.arange(most * replications, dtype=np.uint64))
    drawn = (np.asarray(words >> np.uint64(11)) * 2.0**-53 * replications).astype(np.int64)
    rows = drawn.reshape(most, replications)
    counts = (rows[:, :, np.newaxis] == np.arange(replications)).sum(axis=1)
    return Resamples(counts, np.full(most, 1 / most), exact=False)


def _every(replications: int) -> Resamples:
    drawn = combinations_with_replacement(range(replications), replications)
    counts = np.array([np.bincount(each, minlength=replications) for each in drawn])
    ways = [math.factorial(replications) // math.prod(map(math.factorial, row)) for row in counts.tolist()]
    return Resamples(counts, np.array(ways) / float(replications**replications), exact=True)


def shares_of_best(figures: Floats, axis: int = -1) -> Floats:
    """1 where a figure is the highest along an axis, shared where several are: sums to 1 along the axis."""
    top = figures == figures.max(axis=axis, keepdims=True)
    return np.asarray(top / top.sum(axis=axis, keepdims=True))
