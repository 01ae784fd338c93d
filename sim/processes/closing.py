"""Books close, firms learn from their sales, the insolvent leave."""

import numpy as np

from sim.agents.customers import NOBODY
from sim.agents.firms import Status
from sim.ledger import Account
from sim.market import FELT, FELT_COUNT, Market
from sim.mechanisms.firms.entry_and_exit import is_insolvent
from sim.phases import Phase

FIXED_POINT = 65536.0


def books_close(market: Market) -> None:
    """Revenue comes in, goods and channels are paid for. Writes: ledger."""
    tally, scenario = market.tally, market.scenario
    assert tally is not None
    for firm in market.firms:
        f = firm.index
        market.ledger.receive(f, int(tally.revenue[f].sum()))
        made = sum(
            int(tally.generation_units[f, g]) * round(100 * firm.products[name].spec.unit_cost)
            for g, name in enumerate(scenario.generations)
            if tally.generation_units[f, g]
        )
        market.ledger.pay(f, Account.PRODUCTION, made)
        market.ledger.pay(f, Account.TRANSACTION, int(transaction_cents(market, f).sum()))


def transaction_cents(market: Market, firm: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """What sales of a firm through each channel cost, int64[channels]."""
    tally = market.tally
    assert tally is not None
    profiles = [channel.profile for channel in market.scenario.channels.values()]
    return np.array(
        [
            round(profile.commission * int(tally.revenue[firm, c]))
            + round(100 * profile.cost_per_sale) * int(tally.units[firm, c])
            for c, profile in enumerate(profiles)
        ],
        dtype=np.int64,
    )


def firms_learn(market: Market) -> None:
    """Phases are recognised from sales so far; the category's mean experience becomes the standard.

    Writes: firms, market.
    """
    tally = market.tally
    assert tally is not None
    for firm in market.firms:
        if firm.is_active:
            phase = firm.recogniser.observe(int(tally.units[firm.index].sum()))
            if phase is Phase.DECLINE and firm.decline_since is None:
                firm.decline_since = market.period + 1
    market.category.observe(int(tally.units.sum()))
    if tally.market[FELT_COUNT]:
        market.category_experience = float(tally.market[FELT]) / FIXED_POINT / float(tally.market[FELT_COUNT])


def insolvent_leave(market: Market) -> None:
    """Firms beyond their credit go; their customers are free. Writes: firms, customers.supplier."""
    law = market.scenario.mechanisms.firms.entry_and_exit
    for firm in market.firms:
        if (
            law.is_on
            and firm.is_active
            and is_insolvent(market.ledger.cash(firm.index), round(100 * law.credit))
        ):
            firm.status = Status.BANKRUPT
            for line in firm.products.values():
                line.on_sale = False
            columns = market.customers.columns
            columns.supplier[columns.supplier == firm.index] = NOBODY
            columns.offer[firm.index] = 0
