"""NBD-Dirichlet model of repertoire buying: fitted to a brand table or to each customer's purchases.

The model and its parameters M, K and S are in `dirichlet_norms`.

Source: Goodhardt, Ehrenberg & Chatfield (1984), "The Dirichlet: a comprehensive model of buying behaviour".
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.optimize import brentq, minimize
from scipy.special import gammaln, psi

from analysis.battery.brand_table import brand_table
from analysis.battery.dirichlet_norms import brand_norms
from sim.units import Floats, Ints

_LOG_ALPHA_BOUNDS = (-12.0, 7.0)
_S_RANGE = (1e-6, 1e4)


@dataclass(frozen=True)
class DirichletFitError:
    """How far a simulated brand table is from the Dirichlet fitted to it.

    Attributes
    ----------
    penetration_error, rate_error : float
        Mean absolute error over brands, relative to the observed, of penetration and of purchases per buyer.
    brand_diversity : float
        S, maximum likelihood.
    expected : DataFrame
        The fitted table, see `brand_norms`, with the column brand.
    """

    penetration_error: float
    rate_error: float
    brand_diversity: float
    expected: pd.DataFrame


def fit_category(penetration: float, purchases_per_buyer: float) -> tuple[float, float]:
    """M and K of the negative binomial, by mean and zeros.

    Parameters
    ----------
    penetration : float
        Share of the population that bought the category in the window, in (0, 1).
    purchases_per_buyer : float
        Category purchases per category buyer, > 1.

    Returns
    -------
    tuple of float
        Mean purchases per head of the population; shape, infinite where customers buy as evenly as a Poisson
        process of one common rate or more evenly still.

    Raises
    ------
    ValueError
        If everybody bought or nobody did (then the zeros say nothing), or nobody bought twice.
    """
    if not 0 < penetration < 1 or purchases_per_buyer <= 1:
        raise ValueError("mean and zeros need buyers and non-buyers, and somebody who bought twice")
    mean = penetration * purchases_per_buyer

    def log_zeros_missing(log_shape: float) -> float:
        shape = math.exp(log_shape)
        return shape * math.log1p(mean / shape) + math.log1p(-penetration)

    if log_zeros_missing(16.0) <= 0:
        return mean, math.inf
    return mean, math.exp(float(brentq(log_zeros_missing, -16.0, 16.0, xtol=1e-13)))


def brand_diversities(purchases: ArrayLike, shares: Sequence[float], penetrations: Sequence[float]) -> Floats:
    """S_j for each brand: the S at which the brand's expected penetration is the observed one.

    NaN where no S gives the observed penetration (a brand with more buyers than purchases allow, or fewer).

    Parameters
    ----------
    purchases : array_like
        Probability of 0, 1, 2 ... category purchases.
    shares, penetrations : sequence of float
        Per brand; penetration of the population.
    """
    return np.array([_diversity_of(purchases, *brand) for brand in zip(shares, penetrations, strict=True)])


def pooled_diversity(diversities: ArrayLike, shares: ArrayLike, *, drop_high: bool = False) -> float:
    """One S for the category: the mean of S_j weighted by market share.

    Parameters
    ----------
    diversities, shares : array_like[brands]
        S_j, NaN where a brand has none, and market shares.
    drop_high : bool
        Leave out brands above the upper notch of a box plot (McGill, Tukey & Larsen 1978): median +
        1.58 x (interquartile range between hinges) / sqrt(brands). S_j of small brands hangs on the rounding
        of their penetration and is skewed upwards.

    Raises
    ------
    ValueError
        If no brand has an S_j.
    """
    values, weights = np.asarray(diversities, dtype=np.float64), np.asarray(shares, dtype=np.float64)
    known = np.isfinite(values)
    if not known.any():
        raise ValueError("no brand's penetration can be had from a Dirichlet")
    values, weights = values[known], weights[known]
    kept = values <= _upper_notch(values) if drop_high else np.ones(len(values), dtype=bool)
    return float(np.average(values[kept], weights=weights[kept]))


def fit_preferences(counts: ArrayLike) -> Floats:
    """Maximum likelihood Dirichlet-multinomial: float64[brands], S x expected share; their sum is S.

    Parameters
    ----------
    counts : int[customers, brands]
        Purchases in the window; every brand was bought by somebody.

    Raises
    ------
    ValueError
        If a brand was never bought or nobody bought twice (then S cannot be told).
    """
    bought = np.asarray(counts)
    category = bought.sum(axis=1)
    if not bought.any(axis=0).all() or category.max(initial=0) < 2:
        raise ValueError("a Dirichlet needs brands that were bought, and somebody who bought twice")
    start = np.log(2 * bought.sum(axis=0) / bought.sum())
    found = minimize(
        _unlikeliness,
        start,
        args=(_histogram(bought), _histogram(category[:, np.newaxis])[:, 0]),
        jac=True,
        bounds=[_LOG_ALPHA_BOUNDS] * len(start),
        method="L-BFGS-B",
        options={"ftol": 1e-14, "gtol": 1e-9, "maxiter": 2000},
    )
    return np.asarray(np.exp(found.x))


def dirichlet_fit_error(counts: ArrayLike, brands: Sequence[str] | None = None) -> DirichletFitError:
    """Fit the Dirichlet to purchases and say how far the observed brand table is from it.

    Preferences are fitted by maximum likelihood and penetrations follow from them, given the category
    purchases that were observed; this works for a population and for a panel of buyers only.

    Parameters
    ----------
    counts : int[customers, brands]
        Purchases in the window; brands that nobody bought are left out.
    brands : sequence of str, optional
        Names of the columns.

    Raises
    ------
    ValueError
        If nobody bought twice, or fewer than two brands were bought.
    """
    observed = brand_table(counts, brands)
    sold = observed["buyers"].to_numpy() > 0
    if sold.sum() < 2:
        raise ValueError("a Dirichlet needs at least two brands that were bought")
    bought = np.asarray(counts)[:, sold]
    alpha = fit_preferences(bought)
    size = float(alpha.sum())
    expected = brand_norms(np.bincount(bought.sum(axis=1)) / len(bought), size, alpha / size)
    expected.insert(0, "brand", observed.loc[sold, "brand"].to_numpy())
    errors = [
        float(np.abs(expected[column].to_numpy() / observed.loc[sold, column].to_numpy() - 1).mean())
        for column in ("penetration", "purchases_per_buyer")
    ]
    return DirichletFitError(errors[0], errors[1], size, expected)


def _diversity_of(purchases: ArrayLike, share: float, penetration: float) -> float:
    def excess(log_diversity: float) -> float:
        norms = brand_norms(purchases, math.exp(log_diversity), [share])
        return float(norms["penetration"].iloc[0]) - penetration

    low, high = (math.log(limit) for limit in _S_RANGE)
    if excess(low) * excess(high) > 0:
        return math.nan
    return math.exp(float(brentq(excess, low, high, xtol=1e-10)))


def _unlikeliness(log_alpha: Floats, per_brand: Floats, per_customer: Floats) -> tuple[float, Floats]:
    """Negative log likelihood per customer, and its slope, from how many bought how often."""
    alpha = np.exp(log_alpha)
    size = alpha.sum()
    tried = np.arange(len(per_brand))[:, np.newaxis] + alpha
    met = np.arange(len(per_customer)) + size
    likelihood = (per_brand * (gammaln(tried) - gammaln(alpha))).sum()
    likelihood -= per_customer @ (gammaln(met) - gammaln(size))
    slope = (per_brand * (psi(tried) - psi(alpha))).sum(axis=0) - per_customer @ (psi(met) - psi(size))
    customers = per_customer.sum()
    return -float(likelihood / customers), np.asarray(-slope * alpha / customers)


def _upper_notch(values: Floats) -> float:
    ordered = np.sort(values)
    half = (len(ordered) + 1) // 2
    hinges = float(np.median(ordered[-half:]) - np.median(ordered[:half]))
    return float(np.median(ordered)) + 1.58 * hinges / math.sqrt(len(ordered))


def _histogram(counts: Ints) -> Floats:
    """How many customers (rows) have each count, per column: float64[count, columns]."""
    bins = int(counts.max()) + 1
    return np.stack([np.bincount(column, minlength=bins) for column in counts.T], axis=1).astype(np.float64)
