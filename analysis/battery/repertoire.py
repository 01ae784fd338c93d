"""Runs of a repertoire market, measured as panels and response studies measure: windows, shocks, cohorts.

Sources: Goodhardt, Ehrenberg & Chatfield (1984) count each customer's purchases of each brand over a
window; Bijmolt, van Heerde & Pieters (2005) and Sethuraman, Tellis & Briesch (2011) summarise how a
brand's own sales answer to its own price and advertising.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.battery.cost_of_winning import multiply_budget
from sim.agents.firms import Firm
from sim.model import MarketModel
from sim.scenario.scenario import Scenario
from sim.units import Floats, Ints


@dataclass(frozen=True)
class Shock:
    """One brand's price and advertising multiplied by factors, from one period until before another.

    Attributes
    ----------
    start, stop : int
        First period of the shock, and first one after it.
    price, advertising : float
        What each is multiplied by, > 0.
    """

    start: int
    stop: int
    price: float = 1.0
    advertising: float = 1.0


@dataclass(frozen=True)
class Kept:
    """Customers of one firm whose latest purchase went to it, and who of them are so later on.

    Attributes
    ----------
    contested, all : float
        Share kept of those in the top decile of everybody's spending in the category, and of all;
        NaN where there was nobody.
    """

    contested: float
    all: float


def purchases_in_windows(scenario: Scenario, seed: int, start: int, stops: tuple[int, ...]) -> list[Ints]:
    """Purchases of every customer from every firm, from period `start` until before each of `stops`.

    Returns
    -------
    list of int64[customers, firms]
        A row for everybody, buyers or not; firms in the order of the scenario.
    """
    model = MarketModel(scenario, seed=seed)
    before = _purchases_until(model, start)
    return [(_purchases_until(model, stop) - before).T for stop in stops]


def units_by_interval(
    scenario: Scenario, seed: int, interval: int, shocks: dict[str, Shock] | None = None
) -> Ints:
    """Units sold per data interval of so many periods, with shocks to some firms.

    Returns
    -------
    int64[intervals, firms]
        Of the whole length of the scenario; an incomplete interval at its end is left out.
    """
    model = MarketModel(scenario, seed=seed)
    while model.running:
        for firm in model.firms:
            _meet(firm, (shocks or {}).get(firm.name), model.market.period)
        model.step()
    units = model.figures.by("units", "firms")
    whole = len(units) // interval * interval
    return np.asarray(units[:whole].reshape(-1, interval, units.shape[1]).sum(axis=1))


def brand_of_purchase(shares: ArrayLike, replication: int, replications: int) -> int:
    """Brand of the purchase that stands for a replication, evenly spread over all purchases.

    A plain mean over replications, each measured on its brand, is then a mean weighted by share.
    """
    reached = np.cumsum(np.asarray(shares, dtype=np.float64))
    return int(np.searchsorted(reached, (replication + 0.5) / replications * reached[-1]))


def customers_kept(scenario: Scenario, seed: int, firm: int, start: int, stop: int) -> Kept:
    """Customers of a firm at `start` who are so at `stop`."""
    model = MarketModel(scenario, seed=seed)
    columns = model.market.customers.columns
    _purchases_until(model, start)
    spending = columns.money.sum(axis=0)
    contested = spending >= np.quantile(spending, 0.9)
    own = columns.supplier == firm
    _purchases_until(model, stop)
    stayed = columns.supplier == firm
    return Kept(_share(stayed[own & contested]), _share(stayed[own]))


def _purchases_until(model: MarketModel, period: int) -> Ints:
    while model.market.period < period:
        model.step()
    return model.market.customers.columns.purchases.astype(np.int64)


def _share(flags: Floats) -> float:
    return float(flags.mean()) if len(flags) else float("nan")


def _meet(firm: Firm, shock: Shock | None, period: int) -> None:
    """Turn a shock on or off, where the period says so."""
    if shock is not None and period in (shock.start, shock.stop):
        power = 1.0 if period == shock.start else -1.0
        _multiply(firm, shock.price**power, shock.advertising**power)


def _multiply(firm: Firm, price: float, advertising: float) -> None:
    for line in firm.products.values():
        line.price *= price
    multiply_budget(firm, "advertising", advertising)
