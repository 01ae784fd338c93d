"""Shifted beta-geometric model of retention under contract: fitted to a cohort's survival.

Everybody has a constant chance to leave each year; chances differ between people as a beta distribution.
Those who stay are more and more those who seldom leave, so retention rises with tenure though nobody changes.

Source: Fader & Hardie (2007), "How to project customer retention".
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import betaln

from sim.units import Floats

_BOUNDS = ((-12.0, 12.0), (-12.0, 12.0))


@dataclass(frozen=True)
class ShiftedBetaGeometric:
    """Distribution of the yearly chance to leave over the customers of a cohort.

    Attributes
    ----------
    alpha, beta : float
        Parameters of the beta distribution, > 0; the mean chance to leave is alpha / (alpha + beta).
    """

    alpha: float
    beta: float

    def survival(self, years: ArrayLike) -> Floats:
        """Share of the cohort still there after so many years; 1 at 0."""
        tenure = np.asarray(years, dtype=np.float64)
        return np.asarray(np.exp(betaln(self.alpha, self.beta + tenure) - betaln(self.alpha, self.beta)))

    def retention(self, years: ArrayLike) -> Floats:
        """Share of those there a year before who are still there after `years` >= 1."""
        tenure = np.asarray(years, dtype=np.float64)
        return np.asarray((self.beta + tenure - 1) / (self.alpha + self.beta + tenure - 1))


def fit(survival: ArrayLike) -> ShiftedBetaGeometric:
    """Maximum likelihood estimate from a cohort's survival.

    Parameters
    ----------
    survival : array_like
        Customers, or share of customers, there at the start and after each year.

    Raises
    ------
    ValueError
        If fewer than two years are known, survival rises, or nobody ever left.
    """
    curve = _checked(survival)
    lost, stayed = -np.diff(curve), curve[-1]
    ends = np.arange(1, len(curve))

    def unlikeliness(log_parameters: Floats) -> float:
        model = ShiftedBetaGeometric(*np.exp(log_parameters))
        alive = np.log(model.survival(np.append(0, ends)))
        leaving = np.log1p(-model.retention(ends))
        return -float(lost @ (alive[:-1] + leaving) + stayed * alive[-1])

    found = minimize(
        unlikeliness,
        np.zeros(2),
        bounds=_BOUNDS,
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-14},
    )
    alpha, beta = (float(value) for value in np.exp(found.x))
    return ShiftedBetaGeometric(alpha, beta)


def forecast_error(survival: ArrayLike, fitted_years: int) -> float:
    """Mean absolute error, relative to the truth, of survival forecast from the first years.

    Parameters
    ----------
    survival : array_like
        Customers there at the start and after each year.
    fitted_years : int
        Years used to fit; all later ones are forecast.

    Raises
    ------
    ValueError
        If no year is left to forecast, or nobody is left in it.
    """
    curve = _checked(survival)
    later = np.arange(fitted_years + 1, len(curve))
    if not len(later) or curve[-1] <= 0:
        raise ValueError("a forecast error needs years after those fitted, with customers left in them")
    forecast = fit(curve[: fitted_years + 1]).survival(later)
    return float(np.abs(forecast / curve[later] - 1).mean())


def _checked(survival: ArrayLike) -> Floats:
    curve = np.asarray(survival, dtype=np.float64)
    if curve.ndim != 1 or len(curve) < 3:
        raise ValueError("survival must be known at the start and after at least two years")
    if not np.isfinite(curve).all() or (np.diff(curve) > 0).any() or curve[-1] < 0:
        raise ValueError("survival must be finite, not negative, and must never rise")
    if curve[-1] == curve[0]:
        raise ValueError("nobody left, so there is nothing to fit")
    return np.asarray(curve / curve[0])
