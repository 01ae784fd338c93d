"""What satisfaction tells of who stays: its distribution, and how well it and other signals foretell it.

A survey asks one firm's customers; a year later its books tell who still is a customer. How much of that an
index explains is the R squared of a linear model of staying (0 or 1). A model with several signals is fitted
to every other customer and judged on those left out, since more signals fit better by themselves.

Sources: Kumar, Dalla Pozza & Ganesh (2013), "Revisiting the satisfaction-loyalty relationship"; Keiningham et
al. (2007), "The value of different customer satisfaction and loyalty metrics in predicting customer
retention, recommendation, and share-of-wallet"; Rossi, Gilula & Allenby (2001), "Overcoming scale usage
heterogeneity", data of a survey.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.stats import skew

from sim.mechanisms.crm.relationship_stages import is_customer
from sim.mechanisms.customers.loyalty import intention
from sim.mechanisms.customers.word_of_mouth import talk_chance
from sim.model import continued, live
from sim.state.market import Market
from sim.units import Floats

SATISFIED, DISSATISFIED = 70.0, 40.0
"""Index from which a customer counts as satisfied, and up to which as dissatisfied."""
RECOMMENDATION = ["recommendation"]
SIGNALS = [*RECOMMENDATION, "satisfaction", "attitudinal_loyalty", "recency", "frequency", "tenure"]


@dataclass(frozen=True)
class Shape:
    """Distribution of scores.

    Attributes
    ----------
    mean : float
    skewness : float or None
        Third standardised moment; None where all scores are the same.
    """

    mean: float
    skewness: float | None


def survey(market: Market, firm: int) -> pd.DataFrame:
    """What one can know of a firm's customers, one row each, indexed by person.

    Returns
    -------
    DataFrame
        `satisfaction` (index 0-100); `intention` to buy again (0-1), as the law has it;
        `attitudinal_loyalty` (0-1); `recommendation`, on a scale of 0-10, whether and how readily one would
        praise (5 = has nothing to tell, 0 = would surely warn); `recency` since the latest purchase and
        `tenure` since the first, in years; `frequency`, the logarithm of purchases.
    """
    columns, m = market.customers.columns, market.scenario.mechanisms.customers
    people = np.flatnonzero(is_customer(columns.stage[firm]))
    satisfaction = columns.satisfaction[firm, people].astype(float)
    now, dt = market.period, market.scenario.period_years
    return pd.DataFrame(
        {
            "satisfaction": 100.0 * satisfaction,
            "intention": [
                intention(level, m.loyalty.steepness, m.loyalty.turning_point) for level in satisfaction
            ],
            "attitudinal_loyalty": columns.loyalty[firm, people].astype(float),
            "recommendation": [_recommendation(level, m.word_of_mouth.calm) for level in satisfaction],
            "recency": (now - columns.last[firm, people]) * dt,
            "tenure": (now - columns.first[firm, people]) * dt,
            "frequency": np.log(columns.purchases[firm, people]),
        },
        index=people,
    )


def _recommendation(satisfaction: float, calm: float) -> float:
    readiness = talk_chance(satisfaction, calm, 1.0)
    return float(round(5.0 + 5.0 * (readiness if satisfaction > calm else -readiness)))


def kept_after_a_year(market: Market, firm: int, people: ArrayLike, number: int = 0) -> Floats:
    """Whether people are customers of a firm a year on: float64, 1 or 0. The market stays as it is.

    Parameters
    ----------
    number
        Luck of the year: 0 goes on as the market would (`sim.model.continued`).
    """
    later = continued(market, number)
    for _ in range(later.scenario.periods_per_year):
        live(later)
        later.period += 1
    return np.asarray(is_customer(later.customers.columns.stage[firm][np.asarray(people)]), dtype=np.float64)


def willingness_ratio(surveyed: pd.DataFrame) -> float | None:
    """Mean intention of the satisfied over that of the dissatisfied; None where there are none of either."""
    high = surveyed.intention[surveyed.satisfaction >= SATISFIED]
    low = surveyed.intention[surveyed.satisfaction <= DISSATISFIED]
    return float(high.mean() / low.mean()) if len(high) and len(low) else None


def shape(scores: ArrayLike) -> Shape:
    """Mean and skewness of scores."""
    values = np.asarray(scores, dtype=np.float64)
    return Shape(float(values.mean()), float(skew(values)) if np.ptp(values) > 0 else None)


def explained(signals: pd.DataFrame, outcome: ArrayLike) -> float:
    """R squared of a linear model with an intercept, on the data it is fitted to; 0 if nothing varies."""
    target, model = np.asarray(outcome, dtype=np.float64), _design(signals)
    return _r_squared(target, model @ _fit(model, target), float(target.mean()))


def foretold(signals: pd.DataFrame, outcome: ArrayLike) -> float:
    """R squared on every other row of a linear model fitted to the rest; below 0 if worse than the mean."""
    target, model = np.asarray(outcome, dtype=np.float64), _design(signals)
    weights, mean = _fit(model[::2], target[::2]), float(target[::2].mean())
    return _r_squared(target[1::2], model[1::2] @ weights, mean)


def _design(signals: pd.DataFrame) -> Floats:
    return np.column_stack([np.ones(len(signals)), signals.to_numpy(dtype=np.float64)])


def _fit(model: Floats, target: Floats) -> Floats:
    return np.asarray(np.linalg.lstsq(model, target)[0])


def _r_squared(target: Floats, predicted: Floats, mean: float) -> float:
    total = float(((target - mean) ** 2).sum())
    return 0.0 if total == 0 else 1.0 - float(((target - predicted) ** 2).sum()) / total
