"""Elasticities from paired runs: one without and one with a small shock, in the same luck.

Sources: Sethuraman, Tellis & Briesch (2011), "How well does advertising work?" (short and long run); Bijmolt,
van Heerde & Pieters (2005), "New empirical generalizations on the determinants of price elasticity".
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sim.units import Floats


@dataclass(frozen=True)
class ShortAndLong:
    """Elasticity at once and after everything has worked through.

    Attributes
    ----------
    short, long : float
        Per cent of quantity per per cent of the driver, as logarithms.
    """

    short: float
    long: float

    @property
    def carry_over(self) -> float | None:
        """Share of the long-run effect that comes after the first period; None where there is no effect."""
        return None if self.long == 0 else 1 - self.short / self.long


def log_elasticity(base: ArrayLike, shocked: ArrayLike, factor: float) -> Floats:
    """Log change of quantity over log change of the driver, element by element.

    Parameters
    ----------
    base, shocked : array_like
        Quantities without and with the shock, > 0, paired.
    factor : float
        What the driver was multiplied by, > 0 and not 1 (a price cut of 5% is 0.95).

    Raises
    ------
    ValueError
        If a quantity or the factor allows no logarithm, or the driver did not change.
    """
    if factor <= 0 or factor == 1:
        raise ValueError(f"the driver must be multiplied by a positive factor other than 1 (got {factor})")
    without, with_shock = _quantities(base), _quantities(shocked)
    if without.shape != with_shock.shape:
        raise ValueError("the two runs must be of the same length")
    return np.asarray(np.log(with_shock / without) / np.log(factor))


def arc_elasticity(base: ArrayLike, shocked: ArrayLike, driver_base: float, driver_shocked: float) -> Floats:
    """Elasticity between two points relative to their midpoint; quantities may be 0, though not both.

    Raises
    ------
    ValueError
        If the driver did not change, or a pair of quantities is 0 twice.
    """
    before, after = np.asarray(base, dtype=np.float64), np.asarray(shocked, dtype=np.float64)
    driver_change = (driver_shocked - driver_base) / (driver_shocked + driver_base)
    if driver_change == 0 or (before + after == 0).any():
        raise ValueError("an arc elasticity needs a driver that changed and quantities that are not both 0")
    return np.asarray((after - before) / (after + before) / driver_change)


def after_a_step(base: ArrayLike, shocked: ArrayLike, factor: float, settled: int) -> ShortAndLong:
    """Short and long run of a change that lasts.

    Parameters
    ----------
    base, shocked : array_like
        Quantities per period from the first period of the change on, > 0.
    factor : float
        What the driver was multiplied by from then on.
    settled : int
        Number of last periods that count as the long run.
    """
    per_period = log_elasticity(base, shocked, factor)
    without, with_shock = _quantities(base)[-settled:].sum(), _quantities(shocked)[-settled:].sum()
    return ShortAndLong(float(per_period[0]), float(log_elasticity(without, with_shock, factor)))


def after_a_pulse(base: ArrayLike, shocked: ArrayLike, factor: float) -> ShortAndLong:
    """Short and long run of a change in the first period alone; long adds up all that follows.

    Parameters
    ----------
    base, shocked : array_like
        Quantities per period from the period of the change on, > 0, until the effect has died out.
    factor : float
        What the driver was multiplied by in the first of them.
    """
    per_period = log_elasticity(base, shocked, factor)
    return ShortAndLong(float(per_period[0]), float(per_period.sum()))


def _quantities(values: ArrayLike) -> Floats:
    quantities = np.asarray(values, dtype=np.float64)
    if not (np.isfinite(quantities).all() and (quantities > 0).all()):
        raise ValueError("a log elasticity needs quantities that are finite and above 0")
    return quantities
