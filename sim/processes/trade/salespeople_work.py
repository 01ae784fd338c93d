"""Salespeople do what they are paid for: they push orders, or help."""

import numpy as np

from sim.agents.customers import Columns
from sim.agents.firms import Firm
from sim.agents.resellers import Resellers, segments_of
from sim.compiling import kernel, part
from sim.maths import exp, log, saturation
from sim.mechanisms.crm.sales_incentives import effort_for, pushed_order, room_left
from sim.mechanisms.customers.customer_classes import CustomerClass
from sim.mechanisms.customers.satisfaction import moved
from sim.processes.trade.trade_terms import have_classes
from sim.state.customer_counts import present
from sim.state.market import Market
from sim.units import Floats

LARGEST_ORDER = 32_000

SURE_TO_BUY = 1e-30
"""A chance of no occasion below this counts as this, so that it has a logarithm."""

NOT_CONSUMERS = frozenset(CustomerClass) - {CustomerClass.CONSUMER}


def salespeople_work(market: Market) -> None:
    """Salespeople push orders or help, as they are paid; felt help follows slowly.

    Writes: market.resellers, customers.order_size.
    """
    law, resellers = market.scenario.mechanisms.crm.sales_incentives, market.resellers
    if not (law.is_on and have_classes(market)):
        return
    share = 1.0 - exp(-law.building * market.scenario.period_years)
    pushing = np.zeros(len(market.firms))
    for firm in market.firms:
        volume, success = _efforts(market, firm)
        pushing[firm.index] = law.strength * volume
        resellers.help[firm.index] = moved(float(resellers.help[firm.index]), law.strength * success, share)
    cover = market.scenario.mechanisms.customers.customer_classes.cover / market.scenario.period_years
    push_orders(market.customers.columns, resellers, pushing, law.push, cover)


def _efforts(market: Market, firm: Firm) -> tuple[float, float]:
    """What a firm's salespeople do for volume and for their customers' success, 0..1 in all."""
    law, offers, dt = (
        market.scenario.mechanisms.crm.sales_incentives,
        firm.offers,
        market.scenario.period_years,
    )
    pay = offers.volume_pay + offers.success_pay if firm.is_active else 0.0
    served = max(int(present(market, firm)[segments_of(market.scenario, NOT_CONSUMERS)].sum()), 1)
    effort = saturation(pay / dt / served, law.pay_scale)
    return effort_for(offers.volume_pay, pay, effort), effort_for(offers.success_pay, pay, effort)


@kernel
def push_orders(columns: Columns, resellers: Resellers, pushing: Floats, most: float, cover: float) -> None:
    """Let salespeople talk the customers of their firm into larger orders. Writes: order_size."""
    for k in range(resellers.people.shape[0]):
        i = resellers.people[k]
        usual, firm = float(resellers.order_size[k]), columns.supplier[i]
        if firm >= 0:
            wanted = cover * float(resellers.wont[firm, k]) * usual * usual_rate(resellers, k)
            pushed = pushing[firm] * room_left(float(columns.stock[firm, i]), wanted)
            columns.order_size[i] = int(min(pushed_order(usual, pushed, most), LARGEST_ORDER))


@part
def usual_rate(resellers: Resellers, k: int) -> float:
    """Usual orders a period."""
    return -log(max(float(resellers.quiet[k]), SURE_TO_BUY))
