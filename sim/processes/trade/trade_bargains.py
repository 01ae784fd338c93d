"""Firms and the trade come to terms: they plan together or not, and whoever is powerful gets a discount."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.agents.customers import Columns
from sim.agents.firms import Firm
from sim.agents.resellers import Resellers, segments_of
from sim.compiling import kernel
from sim.maths import exp, saturation
from sim.mechanisms.channels.trade_structure import (
    bargaining_power,
    cooperating,
    dependence,
    discount_demanded,
)
from sim.mechanisms.customers.customer_classes import RESELLERS
from sim.processes.trade.trade_terms import directly, have_classes, plan_of, through_wholesalers, visibility
from sim.state.customer_counts import present
from sim.state.market import Market
from sim.strategies.base import COURTING


class Terms(NamedTuple):
    """What decides the discounts of a firm's trade customers."""

    direct: npt.NDArray[np.bool_]
    """bool[S]: segments that bargain with the firm itself."""
    power_scale: float
    most: float
    softening: float


def trade_bargains(market: Market) -> None:
    """Co-operation grows or breaks; firms depend on their largest customers, who get what their power gets.

    Writes: market.resellers, customers.offer.
    """
    law, held = market.scenario.mechanisms.channels.trade_structure, market.resellers
    if not (law.is_on and have_classes(market)):
        return
    held.demanded[:] = 0.0
    arriving = visibility(market)
    for firm in market.firms:
        _plan_together(market, firm, arriving[firm.index])
        held.dependence[firm.index] = _dependence(market, firm)
        plan = plan_of(market, firm)
        if plan is not None:
            terms = Terms(directly(market, plan), law.power_scale, law.strength * law.discount, law.softening)
            give_in(market.customers.columns, held, terms, firm.index)


def _plan_together(market: Market, firm: Firm, arriving: npt.NDArray[np.float64]) -> None:
    """Co-operation moves towards what the firm pays for it, partner by partner. Writes: resellers."""
    law, dt, plan = (
        market.scenario.mechanisms.channels.trade_structure,
        market.scenario.period_years,
        plan_of(market, firm),
    )
    partners = segments_of(market.scenario, RESELLERS if plan is None else plan.partners)
    money = (
        0.0 if plan is None else plan.cooperation / dt / max(int(present(market, firm)[partners].sum()), 1)
    )
    paid_for = law.strength * saturation(money, law.cooperation_scale)
    building, breaking = 1.0 - exp(-law.building * dt), 1.0 - exp(-law.breaking * dt)
    level = market.resellers.cooperation[firm.index]
    for s, is_partner in enumerate(partners):
        target = paid_for * float(arriving[s]) if is_partner else 0.0
        level[s] = cooperating(float(level[s]), target, building, breaking)


def _dependence(market: Market, firm: Firm) -> float:
    """Share of its trade sales that a firm would lose with its largest customers, 0..1."""
    law, held, plan = (
        market.scenario.mechanisms.channels.trade_structure,
        market.resellers,
        plan_of(market, firm),
    )
    taken = held.taken[firm.index].astype(np.float64)
    if not firm.is_active or not taken.sum():
        return 0.0
    shares, segment = taken / taken.sum(), market.customers.columns.segment[held.people]
    largest = np.sort(shares[directly(market, plan)[segment]])[-law.largest :].sum()
    wholesale = shares[through_wholesalers(market, plan)[segment]].sum()
    return dependence(float(largest), float(wholesale), law.captive)


@kernel
def give_in(columns: Columns, resellers: Resellers, terms: Terms, firm: int) -> None:
    """Give trade customers the discount that their power demands, if they have no larger one.

    In whole per cent, as all personal discounts. Writes: offer, resellers.
    """
    total, given = 0.0, 0.0
    for k in range(resellers.people.shape[0]):
        total += float(resellers.taken[firm, k])
    for k in range(resellers.people.shape[0]):
        i, taken = resellers.people[k], float(resellers.taken[firm, k])
        segment = columns.segment[i]
        if terms.direct[segment] and taken > 0.0:
            power = bargaining_power(taken / total, float(resellers.wont[firm, k]), terms.power_scale)
            cooperation = resellers.cooperation[firm, segment]
            asked = discount_demanded(power, cooperation, terms.most, terms.softening)
            percent = int(100.0 * asked + 0.5)
            given += percent * taken
            if percent > int(columns.offer[firm, i]) % COURTING:
                columns.offer[firm, i] = percent
    resellers.demanded[firm] = given / (100.0 * total) if total > 0.0 else 0.0
