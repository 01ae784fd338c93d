"""Firms find out what is wanted, and products come to lie where they know that it is."""

import math

import pytest

from sim import load
from sim.model import MarketModel
from sim.processes.firms.research import at_work, sense, wanted_today
from sim.strategies.base import Offers

MARKET = (
    "customers=100",
    "segments={everybody: {share: 1, ideal: [0.2, 0.4, 1.0]}}",
    "generations={first: {frontier: [0, 0, 0]}, second: {frontier: [1.0, 0, 0], available: 0.25}}",
    "firms.leader.products={second: {launch: 0.25}}",
    "mechanisms.cycles.needs_drift={drift: 0.4}",
    "mechanisms.cycles.innovation={reach: 0.5}",
)
SENSING = "mechanisms.crm.need_sensing={known: 0.5, sensing: 1, scale: 1200, staleness: 0, unaided: 0}"
LATENT = "mechanisms.customers.latent_needs={latent: 1, visible: 0.2}"


def ran(*overrides: str, periods: int = 1) -> MarketModel:
    model = MarketModel(load("durable").set(*MARKET, *overrides))
    for _ in range(periods):
        model.step()
    return model


def place(model: MarketModel, generation: str) -> list[float]:
    return model.firms[0].products[generation].position


def test_without_sensing_a_product_is_launched_at_its_frontier():
    model = ran(periods=4)
    assert place(model, "first") == [0.0, 0.0, 0.0]
    assert place(model, "second") == [1.0, 0.0, 0.0]


def test_with_sensing_it_is_launched_as_near_to_todays_needs_as_they_are_known():
    model = ran(SENSING, periods=4)
    assert place(model, "first") == pytest.approx([0.1, 0.2, 0.25])
    # Today's first need is 0.3, more than the reach of 0.5 below the frontier.
    assert place(model, "second") == pytest.approx([0.75, 0.2, 0.25])


def test_of_a_latent_need_only_the_visible_tip_is_known():
    assert place(ran(SENSING, LATENT), "first") == pytest.approx([0.1, 0.2, 0.1])


def test_improvement_follows_a_latent_need_as_far_as_it_is_known():
    research = "firms.leader.strategies.product={kind: fixed, research: 1e9, next_generation: 0}"
    without_end = (
        "mechanisms.cycles.innovation.improvement_rate=12",
        "mechanisms.firms.entry_and_exit.strength=0",
    )
    model = ran(LATENT, research, *without_end)
    assert place(model, "first")[2] == pytest.approx(0.2 * 0.5)
    model.firms[0].discovered = 0.9
    model.step()
    assert place(model, "first")[2] == pytest.approx(0.9 * 0.5)


def test_asking_finds_voiced_needs_and_being_there_finds_latent_ones_too():
    model = ran(SENSING, LATENT)
    firm = model.firms[0]
    full, none = 1.0 - math.exp(-1.0), math.exp(-1.0 / 12.0)
    firm.known, firm.discovered, firm.offers = 0.5, 0.2, Offers(need_sensing=1e9)
    sense(model.market, firm)
    assert firm.known == pytest.approx(1.0 - 0.5 * none)
    assert firm.discovered == pytest.approx(1.0 - 0.8 * none**0.1)
    firm.known, firm.discovered, firm.offers = 0.5, 0.2, Offers(field_research=0.1)
    sense(model.market, firm)
    assert firm.known == pytest.approx(1.0 - 0.5 * none**full)
    assert firm.discovered == pytest.approx(1.0 - 0.8 * none**full)


def test_off_nothing_is_found_out_and_everybody_stays_at_work():
    model = ran(SENSING, LATENT, "mechanisms.crm.need_sensing.strength=0")
    firm = model.firms[0]
    firm.offers = Offers(need_sensing=1e9, field_research=0.5)
    sense(model.market, firm)
    assert firm.discovered == 0.2
    assert at_work(model.market, firm) == 1.0


def test_research_people_with_customers_develop_nothing():
    model = ran(SENSING)
    model.firms[0].offers = Offers(field_research=0.1)
    assert at_work(model.market, model.firms[0]) == pytest.approx(0.9)


def test_what_people_want_on_average_moves_along_the_first_need_alone():
    model = ran("segments={everybody: {share: 0.5}, others: {share: 0.5, ideal: [1, 0, 0]}}", periods=12)
    assert [wanted_today(model.market, need) for need in range(3)] == pytest.approx([0.6 + 0.4, 0.2, 0.5])
