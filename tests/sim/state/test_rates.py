"""Rates: years become periods, strengths scale, what is off weighs nothing."""

from math import exp

import numpy as np
import pytest

from sim import Scenario, load
from sim.state.rates import NEVER, Rates, rates_of


def rates(*overrides: str) -> Rates:
    return rates_of(load("durable").set(*overrides))


@pytest.mark.parametrize("periods_per_year", [1, 12, 52])
def test_a_year_of_periods_forgets_like_a_year(periods_per_year: int):
    found = rates(f"periods_per_year={periods_per_year}", "mechanisms.customers.awareness.forgetting=0.5")
    assert found.remembering**periods_per_year == pytest.approx(exp(-0.5), rel=1e-12)


@pytest.mark.parametrize("periods_per_year", [1, 12, 52])
def test_a_year_of_chances_to_adopt_is_the_chance_of_a_year(periods_per_year: int):
    looking = rates(
        f"periods_per_year={periods_per_year}", "mechanisms.cycles.adoption={innovation: 0.1, imitation: 0.4}"
    ).looking
    waiting = (1.0 - looking) ** periods_per_year
    assert waiting == pytest.approx(np.exp(-(0.1 + 0.4 * np.arange(9) / 8)), rel=1e-12)


def test_half_the_strength_is_half_the_weight():
    full, half = (
        rates(),
        rates("mechanisms.customers.loyalty.strength=0.5", "mechanisms.cycles.needs_drift.strength=0.5"),
    )
    assert (half.loyalty, half.needs, half.attachment) == pytest.approx(
        (full.loyalty / 2, full.needs / 2, full.attachment / 2)
    )


def test_products_of_any_age_a_run_can_see_have_a_chance_of_replacement():
    scenario = load("durable")
    due = rates_of(scenario).due
    assert (
        len(due) > scenario.periods + scenario.mechanisms.cycles.replacement.life * scenario.periods_per_year
    )
    assert (np.diff(due[: scenario.periods]) >= 0).all()


def test_contracts_last_whole_periods_and_at_least_one():
    assert [rates(f"mechanisms.customers.renewal={{term: {term}}}").term for term in (0.01, 1, 1.5)] == [
        1,
        12,
        18,
    ]
    assert rates().term == 0


def test_frequent_buyers_may_have_several_suppliers():
    assert rates().exclusive
    assert not rates("mechanisms.customers.uncertain_demand.purchase_rate=4").exclusive


def all_off() -> Scenario:
    scenario = load("durable")
    return scenario.model_copy(update={"mechanisms": type(scenario.mechanisms)()})


def test_with_no_mechanism_nothing_moves_anybody():
    found = rates_of(all_off())
    for name in (
        "known",
        "reputation",
        "channel",
        "needs",
        "loyalty",
        "dulling",
        "switching",
        "courting",
        "courted",
        "learning",
        "attachment",
        "talk",
        "contact",
        "service",
        "waiting",
    ):
        assert getattr(found, name) == 0.0, name
    assert found.remembering == found.keeping == found.fading == 1.0
    assert not found.looking.any()
    assert not found.due.any()
    assert found.lost_after == found.care_after == found.account_purchases == NEVER
