"""What customers will have been worth: contribution after a moment, as it came and as it could have come.

The market is lived on from the moment several times with everybody's traits, network and history as they
are: once in the luck that it has, and then in fresh luck each time. The mean over fresh luck is what an
all-knowing analyst would expect of a customer; what came is what a forecast can be checked with.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.export.transactions.purchases import purchases_of
from sim.model import continued, live
from sim.state.market import Market
from sim.units import Floats


@dataclass(frozen=True)
class Realised:
    """One way in which a market went on. Shapes: float64[firms, customers]."""

    contribution: Floats
    """Discounted contribution, in currency units."""
    purchases: Floats


@dataclass(frozen=True)
class Future:
    """What came after a moment, and what could have come. Shapes: float64[firms, customers]."""

    realised: Realised
    mean: Realised
    standard_error: Realised
    """Of the means over continuations."""


@dataclass(frozen=True)
class Horizon:
    """How far to look, and what later money is worth less.

    Attributes
    ----------
    periods : periods to live on
    discount : rate per year; money after t years counts 1 / (1 + discount)^t
    continuations : how many in fresh luck, 2 or more
    """

    periods: int
    discount: float
    continuations: int


def future_of(market: Market, horizon: Horizon, after_each: Callable[[], None] = lambda: None) -> Future:
    """Live a market on from where it stands, again and again; it stays as it is.

    Parameters
    ----------
    market
        Between two periods; it keeps events.
    horizon
        How far, how often, and at what discount.
    after_each
        Called after each period of each continuation.
    """
    realised = _lived(continued(market, 0), horizon, after_each)
    names = ("contribution", "purchases")
    means, squares = ({name: np.zeros_like(getattr(realised, name)) for name in names} for _ in range(2))
    for number in range(1, horizon.continuations + 1):
        came = _lived(continued(market, number), horizon, after_each)
        for name in names:
            # Welford (1962): the mean and the squares around it, in one pass.
            off = getattr(came, name) - means[name]
            means[name] += off / number
            squares[name] += off * (getattr(came, name) - means[name])
    degrees = horizon.continuations * (horizon.continuations - 1)
    errors = {name: np.sqrt(squares[name] / degrees) for name in names}
    return Future(realised, Realised(**means), Realised(**errors))


def _lived(market: Market, horizon: Horizon, after_each: Callable[[], None]) -> Realised:
    """Live a market on, and add up what each customer brought each firm."""
    shape = market.customers.columns.purchases.shape
    contribution, count = np.zeros(shape), np.zeros(shape)
    start = market.years
    for _ in range(horizon.periods):
        bought = purchases_of(market, live(market))
        market.period += 1
        worth = bought.contribution / 100.0 * (1.0 + horizon.discount) ** (start - bought.years)
        np.add.at(contribution, (bought.firm, bought.customer), worth)
        np.add.at(count, (bought.firm, bought.customer), 1.0)
        after_each()
    return Realised(contribution, count)
