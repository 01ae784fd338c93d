"""Firms: what is on sale, and how strategies come together."""

import gc
import weakref
from dataclasses import replace

import mesa
import pytest

from sim import Scenario, load
from sim.agents.firms import MOST_ON_SALE, Firm, Status
from sim.model import MarketModel
from sim.phases import Phase
from sim.processes.firms.perception import Looking

GENERATIONS = (
    "customers=20",
    "generations={second: {frontier: [1.0, 0.0]}, third: {frontier: [2.0, 0.0]}}",
    "firms.leader.products={second: {price: 310}, third: {price: 320}}",
)


def leader(scenario: Scenario) -> Firm:
    model = MarketModel(scenario)
    model.step()
    return model.firms[0]


def test_a_firm_is_a_mesa_agent_known_to_its_model():
    model = MarketModel(load("durable").set("customers=20"))
    assert all(isinstance(firm, mesa.Agent) for firm in model.firms)
    assert set(model.agents) == set(model.firms)


def test_with_too_many_products_the_oldest_goes():
    firm = leader(load("durable").set(*GENERATIONS))
    for generation in ("second", "third"):
        firm.launch(generation)
    assert list(firm.on_sale()) == ["second", "third"]
    assert len(firm.on_sale()) == MOST_ON_SALE


def test_a_firm_begins_when_its_time_has_come():
    model = MarketModel(
        load("durable").set("customers=20", "firms.newcomer.enters=0.25", "firms.newcomer.setup_cost=500")
    )
    seen = []
    for _ in range(5):
        model.step()
        seen.append(model.firms[3].status)
    assert seen == [Status.WAITING] * 3 + [Status.ACTIVE] * 2
    assert int(model.market.ledger.balance[3].sum()) == 0


def test_budgets_of_all_strategies_add_up():
    model = MarketModel(
        load("durable").set(
            "customers=20",
            "firms.leader.strategies.budgets={kind: fixed, advertising: 1200, retention: 600}",
            "firms.leader.strategies.product={kind: fixed, research: 2400, next_generation: 0.25}",
        )
    )
    model.step()
    offers = model.firms[0].decide(Looking(model.market).view(model.firms[0]))
    assert (
        offers.advertising,
        offers.retention,
        offers.improvement,
        offers.next_generation,
    ) == pytest.approx((100, 50, 150, 50))


def test_what_rescues_a_product_takes_precedence_over_the_plan_for_channels():
    model = MarketModel(
        load("durable").set(
            "customers=20",
            "firms.leader.strategies.channels={kind: mix, effort: {shop: 0, web: 3}}",
            "firms.leader.strategies.rescue={kind: channel, effort: 2}",
        )
    )
    model.step()
    view = Looking(model.market).view(model.firms[0])
    plain, declining = (
        model.firms[0].decide(replace(view, phase=phase)).channels for phase in (Phase.GROWTH, Phase.DECLINE)
    )
    assert {name: plan.effort for name, plan in plain.items()} == {"shop": 0.0, "web": 3.0}
    assert {plan.effort for plan in declining.values()} == {2.0}


def test_a_price_decision_lasts():
    firm = leader(
        load("durable").set("customers=20", "firms.leader.strategies.price={kind: markup, markup: 1.0}")
    )
    assert firm.products["first"].price == 360.0


def test_a_market_that_is_over_is_let_go():
    model = MarketModel(load("durable", "customers=20", "years=0.1"))
    gone = weakref.ref(model)
    del model
    gc.collect()
    assert gone() is None
