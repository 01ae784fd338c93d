"""What firms decided becomes what is on offer, in the form that compiled loops read."""

import numpy as np

from sim.agents.firms import Firm
from sim.compiling import kept
from sim.maths import log
from sim.mechanisms.crm.existing_customer_conversion import carried
from sim.processes.offers.channel_tasks import Products, task_tables
from sim.processes.offers.efforts import efforts
from sim.processes.offers.segments import class_utility, route_utility
from sim.processes.offers.shelf import Place, offers_of, places_on_sale, products_of
from sim.processes.offers.tiers import tier_tables
from sim.processes.trade.trade_terms import terms_of_supply
from sim.randomness import Decision
from sim.state.customer_counts import heads
from sim.state.keys import keys_of_decisions
from sim.state.market import Market
from sim.state.offers import Posted
from sim.state.rates import post_numbers

LOG_DISCOUNT = np.array([log(max(1.0 - percent / 100.0, 1e-3)) for percent in range(101)])
"""Nothing is given away for nothing: a discount of 100% counts as 99.9% in a choice."""


def offers_posted(market: Market) -> None:
    """What is on offer, in the form that compiled loops read.

    Writes: market.posted, market.rates, firms' courted_twice.
    """
    post_numbers(market.rates, market.scenario.mechanisms, market.firms)
    products = [
        (firm, name, line) for firm in market.firms if firm.is_active for name, line in firm.on_sale().items()
    ]
    places = places_on_sale(market, products)
    market.posted = kept(market.posted, _posted(market, products, places))


def _posted(market: Market, products: list[Products], places: list[Place]) -> Posted:
    come_to = efforts(market)
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
        class_utility=class_utility(market, products, places) + route_utility(market, products, places),
        terms=terms_of_supply(market),
        pull=come_to.pull,
        touch=come_to.touch,
        bond=come_to.bond,
        active=np.array([firm.is_active for firm in market.firms], dtype=np.uint8),
        log_discount=LOG_DISCOUNT,
        keys=keys_of_decisions(market.luck, market.period + 1),
        dropout_key=np.uint64(market.luck.key(Decision.BIRTH_DROPOUT)),
        tasks=task_tables(market, [products[index] for index, _ in places], posted),
        **posted,
    )


def _carried(market: Market, firm: Firm) -> float:
    """Share of attachment that passes on to a firm's other generations."""
    law, dt = market.scenario.mechanisms.crm.existing_customer_conversion, market.scenario.period_years
    if not law.is_on:
        return 1.0
    _, customers, _ = heads(market, firm.index)
    passed = carried(firm.offers.conversion / dt / customers, law.scale, law.unaided)
    return 1.0 - law.strength * (1.0 - passed)
