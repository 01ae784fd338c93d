"""Firms look and decide."""

from collections.abc import Callable
from typing import Final

import numpy as np

from sim.agents.firms import Firm
from sim.mechanisms.channels.channel_integration import joined
from sim.mechanisms.crm.crm_programme import gained
from sim.mechanisms.customers.awareness import remembered
from sim.mechanisms.cycles.innovation import improved, progress
from sim.processes.firms.objection_management import trace
from sim.processes.firms.perception import Looking
from sim.processes.firms.research import at_work, improve_latent, put_on_sale, sense
from sim.processes.firms.tier_treatments import heads_of, treatments_of
from sim.state.customer_counts import customers_of, heads
from sim.state.ledger import Account, cents
from sim.state.market import Market
from sim.strategies.base import TradePlan

USUAL_TERMS: Final = TradePlan()


def firms_decide(market: Market) -> None:
    """Every active firm looks at what it may know and decides. Writes: firms, ledger, customers.offer."""
    look = Looking(market)
    views = [(firm, look.view(firm)) for firm in market.firms if firm.is_active]
    carry_out = _carried_out(market)
    for firm, view in views:
        offers = firm.decide(view)
        if offers.launch:
            _launch(market, firm)
        firm.driven = {}
        for name, plan in offers.channels.items():
            if name in firm.spec.channels or plan.open:
                firm.run_channel(name, plan)
        for do in carry_out:
            do(market, firm)


def _carried_out(market: Market) -> list[Callable[[Market, Firm], None]]:
    """What a firm does once it has decided, in this order, as far as there is a law for it."""
    m = market.scenario.mechanisms
    steps: tuple[tuple[bool, Callable[[Market, Firm], None]], ...] = (
        (m.channels.channel_integration.is_on, join_channels),
        (m.crm.need_sensing.is_on, sense),
        (m.crm.objection_management.is_on, trace),
        (True, _do_research),
        (True, _make_personal_offers),
        (m.crm.relationship_strategy.is_on, _treat_tiers),
        (m.crm.one_to_one.is_on, _use_what_is_known),
        (True, _pay_budgets),
    )
    return [do for is_on, do in steps if is_on]


def _launch(market: Market, firm: Firm) -> None:
    """Put on sale, oldest first, those of a firm's products that it launches and whose time has come.

    Writes: firms.
    """
    for generation in firm.products:
        available = market.scenario.generations[generation].available <= market.years + 1e-9
        if generation in firm.offers.launch and available:
            put_on_sale(market, firm, generation)


def _do_research(market: Market, firm: Firm) -> None:
    """Improve what is on sale, develop what is not yet ready."""
    law = market.scenario.mechanisms.cycles.innovation.in_effect
    dt, at_it = market.scenario.period_years, at_work(market, firm)
    for name, line in firm.on_sale().items():
        limit = market.scenario.generations[name].frontier[0] + law.reach
        rate = min(1.0, law.strength * law.improvement_rate * dt)
        line.position[0] = improved(
            line.position[0], limit, rate, at_it * firm.offers.improvement, law.improvement_scale * dt
        )
        improve_latent(market, firm, name, line)
    for line in firm.products.values():
        if line.readiness < 1.0 and not line.was_sold and line.spec.launch is None:
            line.readiness = progress(
                line.readiness, law.strength * at_it * firm.offers.next_generation, law.generation_cost
            )
            break


def _make_personal_offers(market: Market, firm: Firm) -> None:
    offered = firm.offers.personal
    market.customers.columns.offer[firm.index] = 0 if offered is None else offered
    if offered is not None:
        made = int(np.count_nonzero(offered))
        market.ledger.pay(firm.index, Account.CARE, made * cents(firm.offers.contact_cost))


def _treat_tiers(market: Market, firm: Firm) -> None:
    """Put customers into tiers, and pay for what each tier is given. Writes: tier."""
    tiers = firm.offers.tiers
    market.customers.columns.tier[firm.index] = 0 if tiers is None else tiers
    if tiers is not None:
        money = sum(
            head * (treatment.care + treatment.service)
            for head, treatment in zip(heads_of(tiers)[1:], treatments_of(firm)[1:], strict=True)
        )
        market.ledger.pay(firm.index, Account.RELATIONSHIP, cents(money))


def _use_what_is_known(market: Market, firm: Firm) -> None:
    """Pay for offers made to measure; what is known of people goes out of date, or is thrown away.

    Writes: learnt.
    """
    law, learnt = market.scenario.mechanisms.crm.one_to_one, market.customers.columns.learnt
    if firm.offers.forget:
        learnt[firm.index] = 0.0
    learnt[firm.index] *= np.float32(
        remembered(1.0, law.strength * law.staleness, market.scenario.period_years)
    )
    market.ledger.pay(
        firm.index,
        Account.RELATIONSHIP,
        cents(customers_of(market, firm.index) * firm.offers.personalisation_cost),
    )


def _pay_budgets(market: Market, firm: Firm) -> None:
    offers, dt = firm.offers, market.scenario.period_years
    trade = offers.trade or USUAL_TERMS
    running = sum(
        [
            market.scenario.channels[name].profile.infrastructure * firm.effort[name]
            for name, is_open in firm.open_channels.items()
            if is_open
        ]
    )
    planned = (
        (Account.ADVERTISING, offers.advertising),
        (Account.ACQUISITION, offers.acquisition),
        (Account.RETENTION, offers.retention),
        (Account.WIN_BACK, offers.win_back),
        (Account.RESEARCH, offers.improvement + offers.next_generation),
        (Account.PROGRAMMES, _for_programmes(firm)),
        (Account.RELATIONSHIP, offers.volume_pay + offers.success_pay + trade.cooperation),
        (Account.FIXED, firm.spec.fixed_cost * dt + trade.shops),
        (Account.INFRASTRUCTURE, running * dt + sum(route.cost for route in offers.routes.values())),
    )
    market.ledger.pay_all(firm.index, [(account, cents(money)) for account, money in planned if money])


def _for_programmes(firm: Firm) -> float:
    """Money for conversion, objection management, need sensing, and for joining and teaching channels."""
    offers = firm.offers
    return (
        offers.conversion
        + offers.objection_management
        + offers.need_sensing
        + offers.joining
        + sum(firm.help.values())
    )


def join_channels(market: Market, firm: Firm) -> None:
    """Join part of what is not yet joined. Writes: firm.joined."""
    law, dt = market.scenario.mechanisms.channels.channel_integration, market.scenario.period_years
    if firm.offers.joining <= 0.0 or market.tally is None:
        return
    _, customers, _ = heads(market, firm.index)
    money = firm.offers.joining / dt / customers
    firm.joined = gained(firm.joined, joined(money, law.money_scale, law.building, dt))
