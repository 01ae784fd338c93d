"""Brand tables that the NBD-Dirichlet expects: what loyalty looks like when it is only habit and chance.

Category purchases follow a negative binomial over customers (mean M, shape K); each customer's odds among
brands are constant, and differ between customers as a Dirichlet with parameters S x share (small S: customers
differ much).

Source: Goodhardt, Ehrenberg & Chatfield (1984), "The Dirichlet: a comprehensive model of buying behaviour".
"""

import math

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import gammaln, xlogy

from sim.units import Floats

_SMALLEST = 1e-300


def category_purchases(mean: float, shape: float) -> Floats:
    """Probability that a customer buys the category 0, 1, 2 ... times, as far as it matters.

    Parameters
    ----------
    mean, shape : float
        M > 0 and K > 0 of the negative binomial; an infinite K is the Poisson distribution.
    """
    deviation = math.sqrt(mean + (0.0 if math.isinf(shape) else mean * mean / shape))
    longest_tail = 0.0 if math.isinf(shape) else 40 * mean / shape
    times = np.arange(math.ceil(mean + 12 * deviation + longest_tail) + 30, dtype=np.float64)
    if math.isinf(shape):
        return np.asarray(np.exp(xlogy(times, mean) - mean - gammaln(times + 1)))
    ways = gammaln(shape + times) - gammaln(shape) - gammaln(times + 1)
    chance = ways - shape * np.log1p(mean / shape) + xlogy(times, mean / (mean + shape))
    return np.asarray(np.exp(chance))


def brand_norms(purchases: ArrayLike, brand_diversity: float, shares: ArrayLike) -> pd.DataFrame:
    """Brand table that the Dirichlet expects.

    Parameters
    ----------
    purchases : array_like
        Probability of 0, 1, 2 ... category purchases in the window, see `category_purchases`; or observed.
    brand_diversity : float
        S > 0.
    shares : array_like[brands]
        Market shares, in (0, 1]; they need not sum to 1 if some brands are left out.

    Returns
    -------
    DataFrame, one row per brand
        share; penetration (of the population); purchases_per_buyer; category_purchases_per_buyer;
        share_of_category_requirements; sole_loyal_share and bought_once_share (of the brand's buyers).
    """
    chance = np.asarray(purchases, dtype=np.float64)
    share = np.asarray(shares, dtype=np.float64)
    times = np.arange(len(chance), dtype=np.float64)
    own = brand_diversity * share
    other = brand_diversity - own
    none = _chance_of_run(other, brand_diversity, times)
    penetration = (1 - none) @ chance
    category = (1 - none) @ (chance * times) / penetration
    rate = share * (chance @ times) / penetration
    at_least_one = chance * (times > 0)
    once = times * share[:, np.newaxis] * _chance_of_run(other, brand_diversity + 1, np.maximum(times - 1, 0))
    return pd.DataFrame(
        {
            "share": share,
            "penetration": penetration,
            "purchases_per_buyer": rate,
            "category_purchases_per_buyer": category,
            "share_of_category_requirements": rate / category,
            "sole_loyal_share": _chance_of_run(own, brand_diversity, times) @ at_least_one / penetration,
            "bought_once_share": once @ at_least_one / penetration,
        }
    )


def duplication_norms(purchases: ArrayLike, brand_diversity: float, shares: ArrayLike) -> Floats:
    """Share of each brand's buyers (row) expected to buy each other brand: float64[brands, brands].

    Parameters
    ----------
    purchases, brand_diversity, shares
        As in `brand_norms`.
    """
    share = np.asarray(shares, dtype=np.float64)
    alone = brand_norms(purchases, brand_diversity, share)["penetration"].to_numpy(dtype=np.float64)
    first, second = np.nonzero(~np.eye(len(share), dtype=bool))
    either = brand_norms(purchases, brand_diversity, share[first] + share[second])["penetration"]
    both = np.eye(len(share)) * alone
    both[first, second] = alone[first] + alone[second] - either.to_numpy(dtype=np.float64)
    return np.asarray(both / alone[:, np.newaxis])


def _chance_of_run(weight: Floats, diversity: float, times: Floats) -> Floats:
    """Chance that so many choices all fall on options with that much weight out of `diversity`."""
    # A weight of 0 (no other brand is left) would have no logarithm.
    part = np.maximum(weight, _SMALLEST)[:, np.newaxis]
    log_chance = gammaln(part + times) - gammaln(part) - gammaln(diversity + times) + gammaln(diversity)
    return np.asarray(np.exp(log_chance))
