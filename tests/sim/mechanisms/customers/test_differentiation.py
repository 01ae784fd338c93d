"""Differentiation: loyalty dulls price, and nothing else."""

import pytest

from sim.mechanisms.customers.brand_choice import price_utility
from sim.mechanisms.customers.differentiation import dulled


def test_strangers_feel_the_full_price():
    assert dulled(2.4, 0.0, 0.5) == 2.4


def test_full_loyalty_takes_the_dulled_share_away():
    assert dulled(2.4, 1.0, 0.25) == pytest.approx(1.8, rel=1e-15)


def test_fully_dulled_the_loyal_do_not_mind_any_price():
    assert price_utility(5.0, dulled(2.4, 1.0, 1.0)) == 0.0


def test_at_the_reference_price_loyalty_adds_nothing_here():
    assert price_utility(0.0, dulled(2.4, 0.9, 0.5)) == price_utility(0.0, dulled(2.4, 0.0, 0.5))
