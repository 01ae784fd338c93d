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
    assert market.tally is not None
    revenue = market.tally.revenue.sum(axis=(1, 2)).tolist()
    production = production_cents(market).sum(axis=1).tolist()
    transaction = transaction_cents(market).sum(axis=(1, 2)).tolist()
    for firm in range(len(market.firms)):
        market.ledger.receive(firm, revenue[firm])
        market.ledger.pay(firm, Account.PRODUCTION, production[firm])
        market.ledger.pay(firm, Account.TRANSACTION, transaction[firm])
        market.ledger.pay(firm, Account.CONTACTS, int(market.tally.task_cents[firm].sum()))
        market.ledger.pay(firm, Account.SERVICE, service_cents(market, firm))
        market.ledger.pay(firm, Account.BAD_DEBT, int(market.tally.bad_debt[firm].sum()))
    _keep_accounts(market)
    keep_trade_accounts(market)


def service_cents(market: Market, firm: int) -> int:
    """What contacts and answers to complaints cost a firm, in cents."""
    tally, contact = market.tally, market.rates.cost_to_serve.contact
    assert tally is not None
    answers = int(tally.complaints[firm, RECOVERED]) * cents(market.firms[firm].offers.recovery)
    return int(tally.contacts[firm].sum()) * contact + answers


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
