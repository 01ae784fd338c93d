"""Whether a mean over luck surely lies on one side of a bound, with no more replications than that takes.

A group-sequential test with alpha spending (Pocock 1977; Lan & DeMets 1983). Replications are looked at four
times, after 5, 10, 20 and 40. Each look has its share of the error, 0.05 in all, and asks for Student's t
interval at that level to lie wholly on the asked side; then the claim holds and nothing more is lived. What
the last look leaves open does not hold. By the union bound a claim that is false, its mean on the bound or
beyond, holds with a chance of at most 0.025 whatever the looks have in common, as with one 95% interval over
a number of replications fixed beforehand; and the last look tells a mean from a bound at 0.36 standard
deviations, where one 95% interval over 30 does at 0.37. As any t interval it takes figures to be about
normal; what happens or not is held against chance by pairs (`share_larger`), or over a fixed number.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from analysis.statistics.intervals import Interval, mean_interval

Looks = tuple[tuple[int, float], ...]
ERROR: Final = 0.05
"""Of all looks together, two-sided."""
LOOKS: Final[Looks] = ((5, 0.1), (10, 0.1), (20, 0.2), (40, 0.6))
"""Replications at each look, and its share of the error."""
LOOKS_AT_PAIRS: Final[Looks] = ((10, 0.1), (20, 0.1), (40, 0.2), (80, 0.6))
"""The same where only those pairs count that differ."""


def levels(looks: Looks = LOOKS) -> list[tuple[int, float]]:
    """Replications at each look, and the level of confidence that is asked for at it."""
    return [(replications, 1.0 - share * ERROR) for replications, share in looks]


def surely(
    values: Callable[[int], Any],
    interval: Callable[[Any, float], Interval] = mean_interval,
    looks: Looks = LOOKS,
) -> "Estimate":
    """Estimate to hold against bounds: `assert 4 <= surely(ratio) <= 7`.

    Parameters
    ----------
    values
        Gets a number of replications; gives the figure of each, the first ones the same whatever the number.
    interval
        Makes an interval of what `values` gives at a level of confidence.
    looks
        Replications at each look, and its share of the error; shares add up to 1.
    """
    return Estimate(values, interval, levels(looks))


def share_larger(differences: Callable[[int], ArrayLike]) -> "Estimate":
    """Estimate of the share of pairs, of those that differ, in which the first is larger: chance is 0.5.

    Exact for what happens or does not in each of two arms (McNemar 1947; Clopper & Pearson 1934).
    """
    return surely(differences, _share_positive, LOOKS_AT_PAIRS)


def _share_positive(differences: ArrayLike, confidence: float) -> Interval:
    signs = np.sign(np.asarray(differences, dtype=float))
    larger, differ = int((signs > 0).sum()), int(np.count_nonzero(signs))
    if not differ:
        return Interval(None, None, None, 0, "no pair differs")
    tail = (1.0 - confidence) / 2.0
    low = betaincinv(larger, differ - larger + 1, tail) if larger else 0.0
    high = betaincinv(larger + 1, differ - larger, 1.0 - tail) if larger < differ else 1.0
    return Interval(larger / differ, float(low), float(high), differ)


class Estimate:
    """Is above or below a bound only if that is sure; replications are added until it is, or looks end."""

    def __init__(
        self,
        values: Callable[[int], Any],
        interval: Callable[[Any, float], Interval],
        looks: list[tuple[int, float]],
    ) -> None:
        self._values, self._interval, self._looks = values, interval, looks
        self._seen: list[Interval] = []

    def __gt__(self, bound: float) -> bool:
        return self._ever(lambda low, _: low > bound)

    def __lt__(self, bound: float) -> bool:
        return self._ever(lambda _, high: high < bound)

    def __ge__(self, bound: float) -> bool:
        return self._ever(lambda low, _: low >= bound)

    def __le__(self, bound: float) -> bool:
        return self._ever(lambda _, high: high <= bound)

    def __repr__(self) -> str:
        return "; ".join(f"{each.low} to {each.high} over {each.replications}" for each in self._seen)

    def _ever(self, clear: Callable[[float, float], bool]) -> bool:
        return any(clear(*ends) for ends in map(self._ends, range(len(self._looks))) if ends is not None)

    def _ends(self, look: int) -> tuple[float, float] | None:
        """Ends of the interval at a look; none where it cannot be had."""
        if look == len(self._seen):
            replications, confidence = self._looks[look]
            self._seen.append(self._interval(self._values(replications), confidence))
        low, high = self._seen[look].low, self._seen[look].high
        # A few figures that do not vary at all say nothing about how they vary.
        varied = low != high or look == len(self._looks) - 1
        return None if low is None or high is None or not varied else (low, high)
