"""What firms decided becomes what is on offer, in the form that compiled loops read."""

from typing import Any

import numpy as np

from sim.agents.firms import Firm
from sim.compiling import kept
from sim.maths import log
from sim.mechanisms.crm.existing_customer_conversion import carried
from sim.mechanisms.crm.loyalty_programme import attention, points_pressure
from sim.mechanisms.crm.relationship_stages import ATTRACTION, INTENSIVE_CARE, LOST, WELCOME
from sim.mechanisms.crm.retention import response
from sim.mechanisms.customers.awareness import advertising_reach
from sim.processes.firms.hand_overs import heads_courted, leads_followed, newcomers_known
from sim.processes.offers.channel_tasks import Products, task_tables
from sim.processes.offers.segments import class_utility, route_utility
from sim.processes.offers.shelf import Place, offers_of, places_on_sale, products_of
from sim.processes.offers.tiers import recovery_quality, tier_tables
from sim.processes.trade.trade_terms import terms_of_supply
from sim.randomness import Decision
from sim.state.counts import STAGES
from sim.state.customer_counts import heads
from sim.state.keys import keys_of_decisions
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
    places = places_on_sale(market, products)
    market.posted = kept(market.posted, _posted(market, products, places))


def _posted(market: Market, products: list[Products], places: list[Place]) -> Posted:
    pull, touch, bond = _efforts(market)
    posted = offers_of(market, products, places)
    return Posted(
        period=market.period,
        years=market.years,
        category_experience=market.category_experience,
        attribute=np.array([line.position for _, _, line in products], dtype=np.float64).reshape(
            len(products), market.customers.columns.ideal.shape[0]
        ),
        **products_of(market, products),
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
        keys=keys_of_decisions(market.luck, market.period + 1),
        dropout_key=np.uint64(market.luck.key(Decision.BIRTH_DROPOUT)),
        tasks=task_tables(market, [products[index] for index, _ in places], posted),
        **posted,
    )


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


def _carried(market: Market, firm: Firm) -> float:
    """Share of attachment that passes on to a firm's other generations."""
    law, dt = market.scenario.mechanisms.crm.existing_customer_conversion, market.scenario.period_years
    if not law.is_on:
        return 1.0
    _, customers, _ = heads(market, firm.index)
    passed = carried(firm.offers.conversion / dt / customers, law.scale, law.unaided)
    return 1.0 - law.strength * (1.0 - passed)
