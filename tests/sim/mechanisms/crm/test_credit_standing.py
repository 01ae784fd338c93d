"""Credit standing: chances not to pay follow a beta distribution."""

from math import log, sqrt

import pytest

from sim import load
from sim.agents.birth import born
from sim.maths import logistic
from sim.mechanisms.crm.credit_standing import default_odds
from sim.randomness import Luck


def test_two_gamma_draws_give_the_share_of_the_first_in_their_sum():
    assert logistic(default_odds(log(1.0), log(3.0))) == pytest.approx(0.25, rel=1e-12)


def test_chances_not_to_pay_have_the_mean_and_spread_of_a_beta_distribution():
    mean, concentration, people = 0.2, 2.0, 20_000
    law = f"{{default_rate: {mean}, concentration: {concentration}}}"
    scenario = load("durable").set(f"customers={people}", f"mechanisms.crm.credit_standing={law}")
    chance = born(scenario, Luck(1)).columns.default_chance.astype(float)
    variance = mean * (1 - mean) / (1 + concentration)
    assert chance.mean() == pytest.approx(mean, abs=3 * sqrt(variance / people))
    # The square of a number between 0 and 1 has a variance of at most a quarter.
    assert chance.var() == pytest.approx(variance, abs=3 * 0.5 / sqrt(people))


def test_at_half_strength_everybody_fails_to_pay_half_as_often():
    law = "mechanisms.crm.credit_standing={default_rate: 0.2}"
    scenario = load("durable").set("customers=300", law)
    whole = born(scenario, Luck(1)).columns.default_chance
    half = born(scenario.set("mechanisms.crm.credit_standing.strength=0.5"), Luck(1)).columns.default_chance
    assert half == pytest.approx(whole / 2)
