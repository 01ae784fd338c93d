"""What it costs at the margin to win a customer, and to keep one: a little more of each budget for a year.

A market is lived on for a year in the same luck three times: as it is, with more money for winning, and with
more for keeping. Won are those who are customers at the end and were not at the beginning; kept are those who
were and are. The cost at the margin is extra money over extra people; the cost on average, all money over
all people, is what a firm's books would show.

Source: Blattberg & Deighton (1996), "Manage marketing by the customer equity test"; Reinartz, Thomas & Kumar
(2005), "Balancing acquisition and retention resources to maximize customer profitability".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from analysis.statistics.intervals import CONFIDENCE, Interval, ratio_interval
from sim.agents.firms import Firm
from sim.mechanisms.crm.relationship_stages import is_customer
from sim.model import continued, live
from sim.state.ledger import Account
from sim.state.market import Market
from sim.strategies.budgets.fixed import FixedBudgets
from sim.units import Floats

MORE: Final = 0.1
"""Share by which a budget is raised."""

Budget = Literal["advertising", "acquisition", "retention", "win_back"]


@dataclass(frozen=True)
class Year:
    """One firm's year: money in currency units, and people at its end."""

    acquisition: float
    retention: float
    won: int
    kept: int


@dataclass(frozen=True)
class Response:
    """One firm's year as it is, and with more of each budget, in the same luck.

    Attributes
    ----------
    usual, courting, caring : Year
        As it is; with more money for winning; with more money for keeping.
    """

    usual: Year
    courting: Year
    caring: Year


@dataclass(frozen=True)
class Costs:
    """Money per customer won and kept, over replications; ratios are winning over keeping.

    Attributes
    ----------
    winning, keeping : Interval
        At the margin: extra money over extra customers.
    ratio : Interval
        Of the two.
    average_winning, average_keeping, average_ratio : Interval
        All money over all customers won or kept.
    """

    winning: Interval
    keeping: Interval
    ratio: Interval
    average_winning: Interval
    average_keeping: Interval
    average_ratio: Interval


def multiply_budget(firm: Firm, budget: Budget, factor: float) -> None:
    """Multiply a fixed yearly budget of a firm from now on. Writes: firm.spec.

    Raises
    ------
    ValueError
        If the firm's budgets are not fixed.
    """
    strategies = firm.spec.strategies
    budgets = strategies.budgets
    if not isinstance(budgets, FixedBudgets):
        got = type(budgets).__name__ if budgets else "none"
        raise ValueError(f"{firm.name}: only fixed budgets can be multiplied (got {got})")
    raised = budgets.model_copy(update={budget: getattr(budgets, budget) * factor})
    firm.spec = firm.spec.model_copy(update={"strategies": strategies.model_copy(update={"budgets": raised})})


def response_of(market: Market, firm: int, more: float = MORE, number: int = 0) -> Response:
    """Live a market on for a year with and without more of each budget of one firm; it stays as it is.

    Parameters
    ----------
    market
        Between two periods.
    firm
        Index of the firm, whose budgets are fixed.
    more
        Share by which a budget is raised, > 0.
    number
        Luck of the year: 0 goes on as the market would, each other number is fresh (`sim.model.continued`).
    """
    usual = _year(continued(market, number), firm)
    courting, caring = (continued(market, number) for _ in range(2))
    multiply_budget(courting.firms[firm], "acquisition", 1.0 + more)
    multiply_budget(caring.firms[firm], "retention", 1.0 + more)
    return Response(usual, _year(courting, firm), _year(caring, firm))


def costs_of(replications: Sequence[Sequence[Response]], confidence: float = CONFIDENCE) -> Costs:
    """Costs over replications, each summed over the firms (or continuations) that were asked in it.

    Intervals are Fieller's; that of the ratio takes the extra money, which budgets fix, as known. An interval
    is None, with a reason, where more money moved nobody.
    """
    extra = np.array([np.sum([_extra(one) for one in group], axis=0) for group in replications])
    total = np.array([np.sum([_total(one) for one in group], axis=0) for group in replications])
    return Costs(
        winning=ratio_interval(extra[:, 0], extra[:, 2], confidence),
        keeping=ratio_interval(extra[:, 1], extra[:, 3], confidence),
        ratio=_ratio(extra, confidence),
        average_winning=ratio_interval(total[:, 0], total[:, 2], confidence),
        average_keeping=ratio_interval(total[:, 1], total[:, 3], confidence),
        average_ratio=_ratio(total, confidence),
    )


def _ratio(figures: Floats, confidence: float) -> Interval:
    """(money won / won) / (money kept / kept), as kept per won at the price of money."""
    acquisition, retention, won, kept = figures.T
    price = acquisition.sum() / retention.sum() if retention.sum() else np.nan
    return ratio_interval(kept * price, won, confidence)


def _extra(response: Response) -> tuple[float, float, int, int]:
    usual, courting, caring = response.usual, response.courting, response.caring
    return (
        courting.acquisition - usual.acquisition,
        caring.retention - usual.retention,
        courting.won - usual.won,
        caring.kept - usual.kept,
    )


def _total(response: Response) -> tuple[float, float, int, int]:
    usual = response.usual
    return usual.acquisition, usual.retention, usual.won, usual.kept


def _year(market: Market, firm: int) -> Year:
    """Live a market on for a year. Writes: market."""
    before, spent = _customers(market, firm), np.zeros(2)
    for _ in range(market.scenario.periods_per_year):
        live(market)
        market.period += 1
        spent += [_paid(market, firm, account) for account in (Account.ACQUISITION, Account.RETENTION)]
    after = _customers(market, firm)
    return Year(float(spent[0]), float(spent[1]), int((after & ~before).sum()), int((after & before).sum()))


def _paid(market: Market, firm: int, account: Account) -> float:
    """Money that went into an account this period."""
    return float(market.ledger.flowed(account)[firm]) / 100.0


def _customers(market: Market, firm: int) -> npt.NDArray[np.bool_]:
    """Who is a customer of the firm, by its books."""
    return np.asarray(is_customer(market.customers.columns.stage[firm]), dtype=bool)
