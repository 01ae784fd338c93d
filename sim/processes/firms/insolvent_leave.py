"""Firms beyond their credit leave the market."""

from sim.agents.customers import NOBODY
from sim.agents.firms import Status
from sim.mechanisms.firms.entry_and_exit import is_insolvent
from sim.state.market import Market


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
