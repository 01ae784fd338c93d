"""BG/NBD model of buyers bound by no contract: fitted to how often and how recently each has bought.

Everybody buys at a constant rate of their own, spread as a gamma distribution, and after each repeat
purchase leaves for good with a chance of their own, spread as a beta distribution. Nobody sees anybody leave:
who has been silent for long, measured by the own pace, has probably left.

Source: Fader, Hardie & Lee (2005), "Counting your customers the easy way: an alternative to the Pareto/NBD
model".
"""

from dataclasses import astuple, dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, hyp2f1

from sim.units import Floats

_BOUNDS = 4 * ((-12.0, 12.0),)


def rfm_summary(transactions: pd.DataFrame, end: date) -> pd.DataFrame:
    """Frequency, recency and age of every customer of a log, by the conventions of the package `lifetimes`.

    Purchases of one day count as one, and the first is not counted. Purchases after `end` are left out.

    Parameters
    ----------
    transactions
        One row per purchase with `customer_id` and `date`, in any order.
    end
        Last day on which purchases were observed.

    Returns
    -------
    DataFrame
        Index `customer_id`; `frequency` = days with a repeat purchase, `recency` = days from the first to
        the last purchase, `T` = days from the first purchase to `end`. All float64.
    """
    day = pd.to_datetime(transactions["date"]).dt.normalize()
    last_day = pd.Timestamp(end)
    seen = pd.DataFrame({"customer_id": transactions["customer_id"], "day": day})[day <= last_day]
    days = seen.drop_duplicates().groupby("customer_id")["day"].agg(["count", "min", "max"])
    return pd.DataFrame(
        {
            "frequency": days["count"] - 1.0,
            "recency": (days["max"] - days["min"]).dt.days.astype(float),
            "T": (last_day - days["min"]).dt.days.astype(float),
        }
    )


@dataclass(frozen=True)
class BgNbd:
    """Rates and chances to leave over the customers of a firm, in one unit of time throughout.

    Attributes
    ----------
    r, alpha : float
        Shape and rate of the gamma distribution of purchase rates, > 0; the mean rate is r / alpha.
    a, b : float
        Parameters of the beta distribution of chances to leave, > 0; the mean chance is a / (a + b).
    """

    r: float
    alpha: float
    a: float
    b: float

    def log_likelihood(self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
        """Log-likelihood of each customer by frequency, recency and age (`T`)."""
        x, t_x, t = _customers(frequency, recency, age)
        r, alpha, a, b = astuple(self)
        common = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
        alive = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + t)
        repeats = np.maximum(x, 1.0)
        gone = betaln(a + 1.0, b + repeats - 1.0) - betaln(a, b) - (r + repeats) * np.log(alpha + t_x)
        return np.asarray(common + np.logaddexp(alive, np.where(x > 0, gone, -np.inf)))

    def alive_chance(self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
        """Chance that each customer has not left; 1 for those without a repeat purchase."""
        return np.asarray(1.0 / (1.0 + self._odds_gone(*_customers(frequency, recency, age))))

    def expected_purchases(
        self, time: float, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
    ) -> Floats:
        """Expected purchases of each customer in the next `time`, given the past (a must not be 1)."""
        x, t_x, t = _customers(frequency, recency, age)
        r, alpha, a, b = astuple(self)
        quiet = ((alpha + t) / (alpha + t + time)) ** (r + x)
        series = hyp2f1(r + x, b + x, a + b + x - 1.0, time / (alpha + t + time))
        if_alive = (a + b + x - 1.0) / (a - 1.0) * (1.0 - quiet * series)
        return np.asarray(if_alive / (1.0 + self._odds_gone(x, t_x, t)))

    def _odds_gone(self, x: Floats, t_x: Floats, t: Floats) -> Floats:
        r, alpha, a, b = astuple(self)
        repeats = np.maximum(x, 1.0)
        odds = a / (b + repeats - 1.0) * ((alpha + t) / (alpha + t_x)) ** (r + repeats)
        return np.asarray(np.where(x > 0, odds, 0.0))


def fit(frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> BgNbd:
    """Maximum likelihood estimate from customers' frequency, recency and age (`T`), in any one unit of time.

    Raises
    ------
    ValueError
        If a number is missing or negative, a recency exceeds its age, or nobody ever bought again.
    """
    x, t_x, t = _customers(frequency, recency, age)
    if not (x > 0).any():
        raise ValueError("nobody bought again, so there is nothing to fit")
    unit = t.max()
    (x, t_x, t), weight = np.unique(np.array([x, t_x / unit, t / unit]), axis=1, return_counts=True)

    def unlikeliness(log_parameters: Floats) -> float:
        return -float(np.average(BgNbd(*np.exp(log_parameters)).log_likelihood(x, t_x, t), weights=weight))

    found = minimize(
        unlikeliness,
        np.zeros(4),
        bounds=_BOUNDS,
        method="L-BFGS-B",
        jac="3-point",
        options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 1_000},
    )
    r, alpha, a, b = (float(value) for value in np.exp(found.x))
    return BgNbd(r, alpha * float(unit), a, b)


def _customers(frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
    x, t_x, t = (np.asarray(values, dtype=np.float64) for values in (frequency, recency, age))
    customers = np.array([x, t_x, t])
    if not np.isfinite(customers).all() or (customers < 0).any() or (t_x > t).any():
        raise ValueError(
            "frequency, recency and age must be finite, not negative, and no recency beyond its age"
        )
    return customers
