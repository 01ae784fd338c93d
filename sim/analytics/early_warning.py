"""Early warning: a series of the firm's own counts that shifts, and a customer who falls out of rhythm.

Source: Page (1954), "Continuous inspection schemes"; silence against the own rhythm: Schmittlein, Morrison
& Colombo (1987).
"""

import numpy as np

from sim.units import Floats


def cumulative_sum(counts: Floats, usual: float, spread: float, slack: float = 0.5) -> Floats:
    """Page's upper cumulative sum of a series, float64[n], in standard deviations.

    Parameters
    ----------
    counts : float64[n]
        A series, such as customers lost per period.
    usual
        Mean of the series as long as nothing is wrong.
    spread
        Standard deviation of the series as long as nothing is wrong, above 0.
    slack
        Deviation that is let pass each period, in standard deviations: half the shift that matters.
    """
    sums = np.zeros(len(counts))
    reached = 0.0
    for period, count in enumerate(counts):
        reached = max(0.0, reached + (count - usual) / spread - slack)
        sums[period] = reached
    return sums


def first_alarm(sums: Floats, limit: float = 5.0) -> int | None:
    """First period in which a cumulative sum exceeds its limit; None if it never does."""
    over = np.flatnonzero(sums > limit)
    return int(over[0]) if len(over) else None


def chance_gone(silence: Floats, chance_before: Floats) -> Floats:
    """Chance that a customer has left, by Bayes' rule, from how long the silence is.

    A customer who stays buys at random at the own rate, so a silence of s usual gaps has the chance exp(-s);
    one who has left is silent for certain.

    Parameters
    ----------
    silence : float64[n]
        Time since the latest purchase, in the customer's own usual gaps.
    chance_before : float64[n]
        Chance to have left as it is judged without regard to silence, 0..1.
    """
    stays = (1.0 - chance_before) * np.exp(-silence)
    return np.asarray(chance_before / np.maximum(chance_before + stays, np.finfo(float).tiny))
