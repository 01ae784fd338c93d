"""Firms enter the market when their time has come; planned launches and withdrawals happen."""

from sim.agents.firms import Firm, ProductLine, Status
from sim.processes.firms.research import put_on_sale
from sim.state.ledger import Account, cents
from sim.state.market import Market


def firms_enter(market: Market) -> None:
    """Firms whose time has come pay in their capital and pay for setting up; planned launches happen.

    Writes: firms, ledger.
    """
    for firm in market.firms:
        if firm.status is Status.WAITING and market.years >= firm.spec.enters - 1e-9:
            firm.status = Status.ACTIVE
            market.ledger.found(firm.index, cents(firm.spec.cash))
            market.ledger.pay(firm.index, Account.SETUP, cents(firm.spec.setup_cost))
        for generation, line in firm.products.items():
            _follow_the_calendar(market, firm, generation, line)


def _follow_the_calendar(market: Market, firm: Firm, generation: str, line: ProductLine) -> None:
    launch, withdraw, now = line.spec.launch, line.spec.withdraw, market.years + 1e-9
    if launch is not None and now >= launch and not line.was_sold:
        line.readiness = 1.0
        put_on_sale(market, firm, generation)
    if withdraw is not None and now >= withdraw:
        line.on_sale = False
