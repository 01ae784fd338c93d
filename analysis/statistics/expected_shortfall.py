"""What the worst outcomes come to.

Source: Acerbi & Tasche (2002), "On the coherence of expected shortfall".
"""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.units import Floats

TAIL: Final = 0.05


def tail_mean(outcomes: Floats, tail: float = TAIL) -> float:
    """Mean of the worst `tail` share of outcomes (conditional value at risk, expected shortfall).

    An outcome that lies only partly in the tail counts in part; of fewer outcomes than 1 / tail it is the
    worst.

    Parameters
    ----------
    outcomes : float64[replications]
        Low is bad.

    Raises
    ------
    ValueError
        If there is no outcome, or `tail` is not above 0 and at most 1.
    """
    if not 0 < tail <= 1:
        raise ValueError(f"tail {tail:g} is not above 0 and at most 1")
    if not len(outcomes):
        raise ValueError("no outcome has no tail")
    worst = np.sort(np.asarray(outcomes, dtype=float))
    # 1 - k / n leaves rounding errors that would split an outcome at a whole number.
    inside = np.clip(round(tail * len(worst), 9) - np.arange(len(worst)), 0, 1)
    return float(np.average(worst, weights=inside))
