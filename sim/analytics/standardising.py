"""Figures on one scale, so that no unit of measurement outweighs another."""

import numpy as np

from sim.units import Floats


def standardised(figures: Floats) -> Floats:
    """Figures less their mean, in their standard deviations; a figure that never varies becomes 0.

    Parameters
    ----------
    figures : float64[n, k]
        k figures of each of n customers.
    """
    spread = figures.std(axis=0)
    return np.asarray((figures - figures.mean(axis=0)) / np.where(spread > 0.0, spread, 1.0))
