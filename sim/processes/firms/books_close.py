"""Books close, firms learn from their sales, the insolvent leave."""

import numpy as np
import numpy.typing as npt

from sim.mechanisms.crm.relationship_stages import is_customer
from sim.processes.trade.trade_terms import keep_trade_accounts
from sim.state.costs import Costs
from sim.state.counts import RECOVERED
from sim.state.ledger import Account, cents
from sim.state.market import Market

Cents = npt.NDArray[np.int64]


def books_close(market: Market) -> None:
    """Revenue comes in; goods, channels, service and bad debt are paid for.

    Writes: ledger, customers.contribution.
    """
    tally = market.tally
    assert tally is not None
    by_firm = (
        (Account.PRODUCTION, production_cents(market).sum(axis=1).tolist()),
        (Account.TRANSACTION, transaction_cents(market).sum(axis=(1, 2)).tolist()),
        (Account.CONTACTS, tally.task_cents.sum(axis=(1, 2)).tolist()),
        (Account.SERVICE, service_cents(market)),
        (Account.BAD_DEBT, tally.bad_debt.sum(axis=1).tolist()),
    )
    for firm, revenue in enumerate(tally.revenue.sum(axis=(1, 2)).tolist()):
        market.ledger.receive(firm, revenue)
    for account, spent in by_firm:
        for firm, money in enumerate(spent):
            market.ledger.pay(firm, account, money)
    _keep_accounts(market)
    keep_trade_accounts(market)


def service_cents(market: Market) -> list[int]:
    """What contacts and answers to complaints cost each firm, in cents."""
    tally, contact = market.tally, market.rates.cost_to_serve.contact
    assert tally is not None
    contacts, answers = tally.contacts.sum(axis=1).tolist(), tally.complaints[:, RECOVERED].tolist()
    return [
        contacts[firm.index] * contact + answers[firm.index] * cents(firm.offers.recovery)
        for firm in market.firms
    ]


def _keep_accounts(market: Market) -> None:
    """Every customer's account costs its keeping, whether anything is bought or not. Writes: contribution."""
    law, columns = market.scenario.mechanisms.customers.cost_to_serve, market.customers.columns
    each = cents(law.strength * law.account * market.scenario.period_years)
    if not each:
        return
    for firm in range(len(market.firms)):
        served = is_customer(columns.stage[firm])
        columns.contribution[firm][served] -= each
        market.ledger.pay(firm, Account.SERVICE, int(np.count_nonzero(served)) * each)


def production_cents(market: Market) -> Cents:
    """What it cost to make the units sold, int64[firms, segments]."""
    assert market.tally is not None
    return cost_of_goods(market.tally.generation_units, market.costs)


def cost_of_goods(generation_units: Cents, costs: Costs) -> Cents:
    """What it cost to make units sold, int64[..., F, S], by generation: int64[..., F, S, G]."""
    made: Cents = (generation_units * costs.unit[:, np.newaxis, :]).sum(axis=-1)
    return made


def transaction_cents(market: Market) -> Cents:
    """What sales cost in commission and handling, int64[firms, segments, channels]."""
    assert market.tally is not None
    assert market.posted is not None
    return cost_of_sales(market.tally.units, market.tally.revenue, market.posted.terms, market.costs)


def cost_of_sales(units: Cents, revenue: Cents, terms: npt.NDArray[np.float64], costs: Costs) -> Cents:
    """What sales cost in commission and handling, in one period or many.

    A channel's commission is rounded once, together with what the supply of the trade costs, on all its sales
    for a firm; segments share it out by cumulative rounding, so that they sum to it exactly.

    Parameters
    ----------
    units, revenue
        int64[..., F, S, C]; revenue in cents.
    terms
        float64[..., F, S]: what supply of the trade costs, a share of revenue.

    Returns
    -------
    int64[..., F, S, C] cents.
    """
    supply = (revenue * terms[..., np.newaxis]).cumsum(axis=-2)
    commission = np.rint(revenue.cumsum(axis=-2) * costs.commission + supply).astype(np.int64)
    commission[..., 1:, :] -= commission[..., :-1, :].copy()
    shared: Cents = commission + units * costs.sale
    return shared
