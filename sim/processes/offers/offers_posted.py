"""What firms decided becomes what is on offer, in the form that compiled loops read."""

from collections import Counter
from typing import Any

import numpy as np

from sim.agents.firms import Firm
from sim.compiling import kept
from sim.maths import clip, log
from sim.mechanisms.channels.channel_types import Task, channel_service
from sim.mechanisms.channels.task_channels import alike_utility
from sim.mechanisms.crm.existing_customer_conversion import carried
from sim.mechanisms.crm.loyalty_programme import attention, points_pressure
from sim.mechanisms.crm.relationship_stages import ATTRACTION, INTENSIVE_CARE, LOST, WELCOME
from sim.mechanisms.crm.retention import response
from sim.mechanisms.customers.awareness import advertising_reach
from sim.processes.firms.hand_overs import heads_courted, leads_followed, newcomers_known
from sim.processes.firms.objection_management import defect_chance
from sim.processes.offers.channel_tasks import Products, task_tables
from sim.processes.offers.segments import class_utility, route_utility
from sim.processes.offers.service import attended, failing, met_with
from sim.processes.offers.tiers import recovery_quality, tier_tables
from sim.processes.trade.trade_terms import terms_of_supply
from sim.randomness import Decision
from sim.state.counts import STAGES
from sim.state.customer_counts import heads
from sim.state.ledger import cents
from sim.state.market import Market
from sim.state.offers import Posted
from sim.units import Floats

LOG_DISCOUNT = np.array([log(max(1.0 - percent / 100.0, 1e-3)) for percent in range(101)])
"""Nothing is given away for nothing: a discount of 100% counts as 99.9% in a choice."""


def offers_posted(market: Market) -> None:
    """What is on offer, in the form that compiled loops read. Writes: market.posted, firms' courted_twice."""
    products = [
        (firm, name, line) for firm in market.firms if firm.is_active for name, line in firm.on_sale().items()
    ]
    places = [
        (index, name)
        for index, (firm, _, _) in enumerate(products)
        for name in firm.open_channels
        if sells_through(market, firm, name)
    ]
    market.posted = kept(market.posted, _posted(market, products, places))


def _posted(market: Market, products: list[Products], places: list[tuple[int, str]]) -> Posted:
    generations = list(market.scenario.generations)
    pull, touch, bond = _efforts(market)
    posted = _offers(market, products, places)
    return Posted(
        period=market.period,
        years=market.years,
        category_experience=market.category_experience,
        product_firm=np.array([firm.index for firm, _, _ in products], dtype=np.int64),
        product_generation=np.array([generations.index(name) for _, name, _ in products], dtype=np.int64),
        attribute=np.array([line.position for _, _, line in products], dtype=np.float64).reshape(
            len(products), market.customers.columns.ideal.shape[0]
        ),
        **_qualities(market, products),
        carried=np.array([_carried(market, firm) for firm, _, _ in products], dtype=np.float64),
        tiers=tier_tables(market),
        depth=np.array([firm.offers.personalisation for firm in market.firms], dtype=np.float64),
        recovery=np.array([recovery_quality(market, firm) for firm in market.firms], dtype=np.float64),
        class_utility=class_utility(market, products, places) + route_utility(market, products, places),
        terms=terms_of_supply(market),
        pull=pull,
        touch=touch,
        bond=bond,
        active=np.array([firm.is_active for firm in market.firms], dtype=np.uint8),
        log_discount=LOG_DISCOUNT,
        keys=np.array(
            [0, *(market.luck.key(decision, market.period + 1) for decision in Decision)], dtype=np.uint64
        ),
        dropout_key=np.uint64(market.luck.key(Decision.BIRTH_DROPOUT)),
        tasks=task_tables(market, [products[index] for index, _ in places], posted),
        **posted,
    )


def _qualities(market: Market, products: list[Products]) -> dict[str, Any]:
    """How good each product is, how often it fails, and how good a contact of its owners is, float64[P]."""
    qualities = {
        "quality": [line.spec.quality for _, _, line in products],
        "defects": [failing(market, firm, defect_chance(market, line)) for firm, _, line in products],
        "contact": [_served(firm, met_with(market, firm, line.spec.quality)) for firm, _, line in products],
    }
    return {name: np.array(values, dtype=np.float64) for name, values in qualities.items()}


def _offers(market: Market, products: list[Products], places: list[tuple[int, str]]) -> dict[str, Any]:
    m = market.scenario.mechanisms
    choice, types = m.customers.brand_choice, m.channels.channel_types
    channels, generations = list(market.scenario.channels), list(market.scenario.generations)
    listed, paid, service, utility, keys = [], [], [], [], []
    by_task, ways = m.channels.task_channels, Counter(index for index, _ in places)
    for index, channel in places:
        firm, name, line = products[index]
        place = firm.spec.channels.get(channel)
        list_price = firm.offers.prices.get(name, line.price) * (place.price if place is not None else 1.0)
        listed.append(max(1, cents(list_price)))
        asked = list_price * (1.0 - firm.offers.promotion) * (1.0 - firm.incentive[channel])
        paid.append(max(1, cents(asked)))
        mark = _mark(market, channel)
        service.append(_served(firm, attended(market, firm, channel_service(mark, firm.effort[channel]))))
        utility.append(
            choice.strength
            * (choice.quality * line.spec.quality + choice.channel * types.strength * service[-1])
            + by_task.strength * alike_utility(ways[index], by_task.alike)
        )
        stable = (
            (firm.index * len(generations) + generations.index(name)) * len(channels)
            + channels.index(channel)
            + 1
        )
        keys.append(market.luck.key(Decision.CHOICE, market.period + 1, stable))
    reference = 100.0 * choice.in_effect.reference_price
    return {
        "offer_product": np.array([index for index, _ in places], dtype=np.int64),
        "offer_channel": np.array([channels.index(channel) for _, channel in places], dtype=np.int64),
        "offer_key": np.array(keys, dtype=np.uint64),
        "waiting_key": np.uint64(market.luck.key(Decision.CHOICE, market.period + 1, 0)),
        "log_price": np.array([log(price / reference) for price in paid], dtype=np.float64),
        "price_cents": np.array(paid, dtype=np.int64),
        "list_cents": np.array(listed, dtype=np.int64),
        "service": np.array(service, dtype=np.float64),
        "utility": np.array(utility, dtype=np.float64),
        "served": np.ones(len(places)),
    }


def sells_through(market: Market, firm: Firm, channel: str) -> bool:
    """Whether a firm sells through a channel now; where tasks have no channels of their own, all do all."""
    by_task = market.scenario.mechanisms.channels.task_channels.is_on
    return firm.does(channel, Task.SALE) if by_task else firm.open_channels[channel]


def _mark(market: Market, channel: str) -> float:
    """How well a type of channel sells: on average over all tasks, or at the sale alone."""
    by_task, types = (
        market.scenario.mechanisms.channels.task_channels.strength,
        market.scenario.mechanisms.channels.channel_types,
    )
    quality = market.scenario.channels[channel].profile.quality
    average = sum(weight * quality[task] for task, weight in types.task_weights.items())
    return average + by_task * (quality[Task.SALE] - average)


def _efforts(market: Market) -> tuple[Any, Any, Any]:
    """What budgets do to people, by firm and relationship stage: pull, touch, bond.

    Writes: firms' courted_twice.
    """
    law, aware, dt = (
        market.scenario.mechanisms.crm.retention,
        market.scenario.mechanisms.customers.awareness,
        market.scenario.period_years,
    )
    pull, touch, bond = (np.zeros((len(market.firms), STAGES)) for _ in range(3))
    people = max(len(market.customers), 1)
    for firm in market.firms:
        if not firm.is_active:
            continue
        f, offers = firm.index, firm.offers
        strangers, customers, lost = heads(market, f)
        a_year = offers.acquisition / dt / heads_courted(market, firm, strangers, customers)
        reach = (
            aware.strength
            * advertising_reach(offers.advertising / dt / people, aware.advertising_scale, aware.exposures)
            * dt
        )
        courted = law.strength * response(a_year, law.acquisition_scale, law.acquisition_touch) * dt
        touch[f, :] = min(reach, 1.0)
        touch[f, ATTRACTION] = 1.0 - (1.0 - min(reach, 1.0)) * (1.0 - min(courted, 1.0))
        pull[f, ATTRACTION] = (
            law.strength
            * leads_followed(market, firm)
            * response(a_year, law.acquisition_scale, law.acquisition_pull)
        )
        helped = law.strength * firm.programme.effectiveness
        pull[f, LOST] = helped * response(offers.win_back / dt / lost, law.win_back_scale, law.win_back_pull)
        bonding = helped * response(offers.retention / dt / customers, law.retention_scale, law.bonding) * dt
        bond[f, WELCOME : INTENSIVE_CARE + 1] = min(bonding, 1.0)
        bond[f, WELCOME] *= newcomers_known(market, firm)
        _reward(market, firm, pull[f, WELCOME:LOST], bond[f, WELCOME:LOST])
    return pull, touch, bond


def _reward(market: Market, firm: Firm, pull: Floats, bond: Floats) -> None:
    """What a loyalty programme does to customers, all of whom are members. Writes: pull, bond."""
    law, dt = market.scenario.mechanisms.crm.loyalty_programme, market.scenario.period_years
    rivals = sum(rival.is_active and rival.offers.reward > 0.0 for rival in market.firms) - 1
    if law.is_on and firm.offers.reward > 0.0:
        share = law.strength * attention(rivals)
        pull += share * points_pressure(firm.offers.reward, law.scale, law.pressure)
        attached = law.strength * points_pressure(firm.offers.reward, law.scale, law.attachment) * dt
        bond += (1.0 - bond) * min(attached, 1.0)


def _served(firm: Firm, quality: float) -> float:
    """Quality of service as a CRM programme makes it, better or, while processes change, worse."""
    return clip(quality + firm.programme.service, 0.0, 1.0)


def _carried(market: Market, firm: Firm) -> float:
    """Share of attachment that passes on to a firm's other generations."""
    law, dt = market.scenario.mechanisms.crm.existing_customer_conversion, market.scenario.period_years
    if not law.is_on:
        return 1.0
    _, customers, _ = heads(market, firm.index)
    passed = carried(firm.offers.conversion / dt / customers, law.scale, law.unaided)
    return 1.0 - law.strength * (1.0 - passed)
