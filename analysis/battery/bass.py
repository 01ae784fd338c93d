"""Bass model of first purchases: fitted to yearly adopters, in the run as in the published studies.

Source: Bass (1969), "A new product growth for model consumer durables", the model; Srinivasan & Mason (1986),
"Nonlinear least squares estimation of new product diffusion models", the way it is fitted.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import least_squares

from sim.units import Floats

LEAST_YEARS = 4
"""Three parameters and one year to judge them by."""

_LOWER, _UPPER = np.log([1e-7, 1e-7]), np.log([1.0, 5.0])
_STARTS = ((0.01, 0.4), (0.03, 0.1), (0.001, 0.8), (0.1, 0.01), (0.0003, 0.4))


@dataclass(frozen=True)
class BassFit:
    """Bass model fitted to a series of yearly adopters.

    Attributes
    ----------
    innovation : float
        p, per year: hazard of adopting without anybody's example.
    imitation : float
        q, per year: hazard added when everybody has adopted.
    market_potential : float
        m, everybody who will ever adopt, in the unit of the series.
    r_squared : float or None
        Share of the variance of yearly adopters explained; None if every year had the same number.
    peak_time : float
        Years from launch to the highest rate of adoption; 0 if it never rises (q <= p).
    """

    innovation: float
    imitation: float
    market_potential: float
    r_squared: float | None
    peak_time: float


def cumulative_share(years: ArrayLike, innovation: float, imitation: float) -> Floats:
    """Share of the market potential that has adopted by then, Bass (1969).

    Parameters
    ----------
    years : array_like
        Time since launch, in years, >= 0.
    innovation, imitation : float
        p > 0 and q >= 0, per year.
    """
    decay = np.exp(-(innovation + imitation) * np.asarray(years, dtype=np.float64))
    return np.asarray((1 - decay) / (1 + imitation / innovation * decay))


def yearly_share(years: int, innovation: float, imitation: float) -> Floats:
    """Share of the market potential that adopts in each of the first `years` years: float64[years]."""
    return np.diff(cumulative_share(np.arange(years + 1), innovation, imitation))


def peak_time(innovation: float, imitation: float) -> float:
    """Years from launch to the highest rate of adoption; 0 where it falls from the start."""
    if imitation <= innovation:
        return 0.0
    return math.log(imitation / innovation) / (innovation + imitation)


def yearly_totals(per_period: ArrayLike, periods_per_year: int) -> Floats:
    """Sum a run's periods to whole years; periods of a year that did not end are left out."""
    values = np.asarray(per_period, dtype=np.float64)
    whole = len(values) // periods_per_year * periods_per_year
    return np.asarray(values[:whole].reshape(-1, periods_per_year).sum(axis=1))


def fit(adopters: ArrayLike) -> BassFit:
    """Fit p, q and m by nonlinear least squares, Srinivasan & Mason (1986).

    A series that has not yet slowed down does not tell m from p: m then runs far beyond the data. p is sought
    in 1e-7 to 1 and q up to 5 per year; an estimate at such a bound is not identified.

    Parameters
    ----------
    adopters : array_like
        First purchases in each year since launch, the first year first.

    Raises
    ------
    ValueError
        If there are fewer than four years, a number is negative or not finite, or nobody adopted.
    """
    series = _checked(adopters)
    scale = series.mean()
    trials = [_least_squares(series / scale, np.log(start)) for start in _STARTS]
    _, rates = min(trials, key=lambda trial: trial[0])
    innovation, imitation = (float(rate) for rate in np.exp(rates))
    share = yearly_share(len(series), innovation, imitation)
    potential = _potential(series, share)
    return BassFit(
        innovation,
        imitation,
        potential,
        _r_squared(series, potential * share),
        peak_time(innovation, imitation),
    )


def _checked(adopters: ArrayLike) -> Floats:
    series = np.asarray(adopters, dtype=np.float64)
    if series.ndim != 1 or len(series) < LEAST_YEARS:
        raise ValueError(f"a Bass fit needs at least {LEAST_YEARS} years of adopters (got {series.size})")
    if not (np.isfinite(series).all() and (series >= 0).all()):
        raise ValueError("yearly adopters must be finite and not negative")
    if not series.any():
        raise ValueError("nobody adopted, so there is nothing to fit")
    return series


def _potential(series: Floats, share: Floats) -> float:
    # Given p and q the model is linear in m, so m needs no search.
    return float(share @ series / (share @ share))


def _least_squares(series: Floats, start: Floats) -> tuple[float, Floats]:
    """Sum of squares and log rates at the optimum reached from `start`."""

    def residuals(log_rates: Floats) -> Floats:
        share = yearly_share(len(series), *np.exp(log_rates))
        return _potential(series, share) * share - series

    found = least_squares(residuals, start, bounds=(_LOWER, _UPPER), xtol=1e-12, ftol=1e-12, gtol=1e-12)
    return float(found.cost), np.asarray(found.x)


def _r_squared(series: Floats, predicted: Floats) -> float | None:
    total = float(((series - series.mean()) ** 2).sum())
    return None if total == 0 else 1 - float(((series - predicted) ** 2).sum()) / total
