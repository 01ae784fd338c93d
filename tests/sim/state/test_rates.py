"""Rates: years become periods, strengths scale, what is off weighs nothing."""

from math import exp
from typing import get_type_hints

import numpy as np
import pytest

from sim import Scenario, load
from sim.maths import saturation
from sim.mechanisms.base import Mechanism
from sim.mechanisms.crm.relationship_stages import NEVER
from sim.model import MarketModel, continued
from sim.scenario.mechanisms import Mechanisms, Rates
from sim.state.rates import post_numbers, rates_of
from sim.strategies.base import Offers


def rates(*overrides: str) -> Rates:
    return rates_of(load("durable").set(*overrides))


@pytest.mark.parametrize("periods_per_year", [1, 12, 52])
def test_a_year_of_periods_forgets_like_a_year(periods_per_year: int):
    found = rates(f"periods_per_year={periods_per_year}", "mechanisms.customers.awareness.forgetting=0.5")
    assert found.awareness.kept**periods_per_year == pytest.approx(exp(-0.5), rel=1e-12)


@pytest.mark.parametrize("periods_per_year", [1, 12, 52])
def test_a_year_of_chances_to_adopt_is_the_chance_of_a_year(periods_per_year: int):
    looking = rates(
        f"periods_per_year={periods_per_year}", "mechanisms.cycles.adoption={innovation: 0.1, imitation: 0.4}"
    ).adoption.looking
    waiting = (1.0 - looking) ** periods_per_year
    assert waiting == pytest.approx(np.exp(-(0.1 + 0.4 * np.arange(9) / 8)), rel=1e-12)


def test_who_hears_nobody_imitates_nobody():
    half, none = (rates(f"mechanisms.customers.word_of_mouth.strength={share}") for share in (0.5, 0))
    assert none.adoption.looking.tolist() == [half.adoption.looking[0]]


def test_half_the_strength_is_half_the_weight():
    full, half = (
        rates(),
        rates("mechanisms.customers.loyalty.strength=0.5", "mechanisms.cycles.needs_drift.strength=0.5"),
    )
    assert (half.loyalty.effect, half.needs_drift.importance, half.loyalty.learning) == pytest.approx(
        (full.loyalty.effect / 2, full.needs_drift.importance / 2, full.loyalty.learning / 2)
    )


def test_latent_needs_lose_their_weight_in_choices_as_far_as_the_law_is_on():
    law = rates("mechanisms.customers.latent_needs={latent: 1, strength: 0.25}").latent_needs
    assert (law.latent, law.importance.tolist()) == (1, [1.0, 0.75])


def test_contacts_cost_what_their_channel_costs_where_they_have_one():
    costly = "mechanisms.customers.cost_to_serve={contact: 3, strength: 0.5}"
    assert rates(costly).cost_to_serve == (True, 150)
    assert rates(costly, "mechanisms.channels.task_channels={}").cost_to_serve == (True, 0)


def test_products_of_any_age_a_run_can_see_have_a_chance_of_replacement():
    scenario = load("durable")
    due = rates_of(scenario).replacement.due
    assert (
        len(due) > scenario.periods + scenario.mechanisms.cycles.replacement.life * scenario.periods_per_year
    )
    assert (np.diff(due[: scenario.periods]) >= 0).all()


def test_contracts_last_whole_periods_and_at_least_one():
    terms = [rates(f"mechanisms.customers.renewal={{term: {term}}}").renewal.term for term in (0.01, 1, 1.5)]
    assert terms == [1, 12, 18]
    assert rates().renewal.term == 0


def test_frequent_buyers_may_have_several_suppliers():
    assert rates().uncertain_demand.is_exclusive
    frequent = rates("mechanisms.customers.uncertain_demand.purchase_rate=4").uncertain_demand
    assert frequent.is_repeat
    assert not frequent.is_exclusive


def all_off() -> Scenario:
    scenario = load("durable")
    return scenario.model_copy(update={"mechanisms": type(scenario.mechanisms)()})


def test_with_no_mechanism_nothing_moves_anybody():
    found = rates_of(all_off())
    weights = {
        "awareness": found.awareness.strength,
        "reputation": found.brand_choice.reputation,
        "channel": found.brand_choice.channel,
        "waiting": found.brand_choice.waiting,
        "needs": found.needs_drift.importance,
        "loyalty": found.loyalty.effect,
        "attachment": found.loyalty.learning,
        "dulling": found.differentiation.dulling,
        "switching": found.uncertain_demand.switching_cost,
        "courting": found.split_loyalty.courting,
        "offers made to court": found.split_loyalty.strength,
        "learning": found.satisfaction.learning,
        "contacts": found.satisfaction.contact_chance,
        "talk": found.word_of_mouth.talk,
        "service": found.channel_types.service_weight,
    }
    assert {name for name, weight in weights.items() if weight != 0.0} == set()
    assert found.awareness.kept == found.loyalty.kept == found.word_of_mouth.kept == 1.0
    assert not found.adoption.looking.any()
    assert not found.replacement.due.any()
    assert found.relationship_stages == (NEVER, NEVER, NEVER, NEVER)
    assert not any(getattr(law, "is_on", False) for law in found)


LAWS = {path.split("/")[1]: law for path, law in Mechanisms().each()}


def test_no_two_laws_share_a_name():
    assert len(LAWS) == len(list(Mechanisms().each()))


@pytest.mark.parametrize("name", LAWS)
def test_what_loops_read_of_a_law_is_in_the_rates_under_its_name(name: str):
    law, kinds = type(LAWS[name]), get_type_hints(Rates)
    if law.in_period is not Mechanism.in_period:
        assert kinds[name] is get_type_hints(law.in_period)["return"]


def test_each_rate_is_of_the_kind_that_it_is_said_to_be():
    assert [type(law) for law in rates()] == list(get_type_hints(Rates).values())


def test_what_a_law_says_of_each_firm_is_worked_out_anew_in_every_period():
    scenario = load("durable").set(
        "customers=20", "mechanisms.crm={complaints: {answer_scale: 10}, one_to_one: {}}"
    )
    model = MarketModel(scenario)
    rates = model.market.rates
    for money, depth in ((10.0, 0.5), (0.0, 0.0)):
        model.firms[1].offers = Offers(recovery=money, personalisation=depth)
        post_numbers(rates, scenario.mechanisms, model.firms)
        assert rates.complaints.recovery.tolist() == [0.0, saturation(money, 10.0), 0.0, 0.0]
        assert rates.one_to_one.depth.tolist() == [0.0, depth, 0.0, 0.0]


def test_a_market_that_is_lived_on_posts_numbers_of_its_own():
    model = MarketModel(load("durable").set("customers=20", "mechanisms.crm.complaints={}"))
    copy = continued(model.market, 1)
    copy.rates.complaints.recovery[:] = 0.7
    assert not model.market.rates.complaints.recovery.any()
