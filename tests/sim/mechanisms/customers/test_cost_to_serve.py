"""Cost to serve: contacts come by one's own need for them."""

from math import sqrt

import numpy as np
import pytest

from sim import load
from sim.agents.birth import born
from sim.mechanisms.customers.cost_to_serve import contact_chance
from sim.randomness import Luck


def test_somebody_of_mean_need_has_the_mean_chance():
    assert contact_chance(0.3, 1.0) == 0.3


def test_who_needs_nothing_has_no_contact_and_who_needs_much_at_most_one_a_period():
    assert contact_chance(0.3, 0.0) == 0.0
    assert contact_chance(0.3, 10.0) == 1.0


def test_needs_follow_a_gamma_distribution_of_mean_1():
    shape, people = 0.8, 20_000
    scenario = load("durable").set(
        f"customers={people}", f"mechanisms.customers.cost_to_serve={{shape: {shape}}}"
    )
    need = born(scenario, Luck(1)).columns.service_need.astype(float)
    # Three standard errors: of the mean, and of the variance of a gamma (kurtosis 3 + 6 / shape).
    assert need.mean() == pytest.approx(1.0, abs=3 / sqrt(shape * people))
    assert need.var() == pytest.approx(1 / shape, abs=3 / shape * sqrt((2 + 6 / shape) / people))


def test_at_strength_nothing_all_need_the_same():
    scenario = load("durable").set("customers=500", "mechanisms.customers.cost_to_serve.strength=1e-12")
    assert np.allclose(born(scenario, Luck(1)).columns.service_need, 1.0)
