"""What is kept of a period; figures and tables are made of it at the end of a run."""

from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.agents.firms import Firm
from sim.phases import Phase
from sim.result.practice import of_a_firm, of_the_trade
from sim.state.costs import Costs
from sim.state.counts import Tally, without_events
from sim.state.market import Market


class Period(NamedTuple):
    """A period's own arrays as they are, and copies of what the next one writes over.

    This is done in every period of thousands of runs, so nothing is computed here. A = offers,
    F = firms, S = segments.
    """

    tally: Tally
    """What happened, but for single events."""
    flow: npt.NDArray[np.int64]
    """int64[F, accounts]: what moved in the books, in cents, debit positive."""
    cash: npt.NDArray[np.int64]
    """int64[F] cents."""
    offer_firm: npt.NDArray[np.int64]
    """int64[A]: whose offers there were."""
    list_cents: npt.NDArray[np.int64]
    """int64[A]: their list prices."""
    terms: npt.NDArray[np.float64]
    """float64[F, S]: what supply of the trade costs, a share of revenue."""
    states: tuple[tuple[Any, ...], ...]
    """By firm: status, phase, money that courted own customers, routes for groups."""
    channels: tuple[tuple[tuple[float, ...], tuple[bool, ...]], ...]
    """By firm: the effort in each channel, and whether it is open."""
    practice: tuple[tuple[float, ...], ...]
    """By firm: the numbers of `OF_A_FIRM`."""
    trade: tuple[npt.NDArray[np.float64], ...]
    """The arrays of `OF_THE_TRADE`."""
    phases: tuple[Phase, Phase]
    """Phase of the category before smoothing, and after."""
    costs: Costs


def record(market: Market) -> Period:
    """Everything of the period of which a table will show anything."""
    tally, posted, ledger = market.tally, market.posted, market.ledger
    assert tally is not None
    assert posted is not None
    firms = market.firms
    return Period(
        tally=without_events(tally) if market.keeps_events else tally,
        flow=ledger.flow.copy(),
        cash=ledger.holdings(),
        offer_firm=posted.product_firm[posted.offer_product],
        list_cents=posted.list_cents.copy(),
        terms=posted.terms.copy(),
        states=tuple([_state(firm) for firm in firms]),
        channels=tuple([_channels(firm) for firm in firms]),
        practice=tuple([of_a_firm(firm) for firm in firms]),
        trade=tuple([array.copy() for array in of_the_trade(market.resellers)]),
        phases=(market.category.raw, market.category.phase),
        costs=market.costs,
    )


_state = attrgetter("status", "recogniser.phase", "courted_twice", "offers.routes")


def _channels(firm: Firm) -> tuple[tuple[float, ...], tuple[bool, ...]]:
    return tuple(firm.effort.values()), tuple(firm.open_channels.values())
