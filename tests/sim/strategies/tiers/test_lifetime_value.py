"""Lifetime value: who brings most is not who buys most."""

from sim.strategies.tiers.abc import AbcTiers
from sim.strategies.tiers.lifetime_value import LifetimeValueTiers
from tests.sim.strategies.tiers.views import view_of


def test_who_buys_much_and_brings_little_is_not_in_a():
    view = view_of(
        5,
        purchases=5.0,
        tenure=5.0,
        money=[900.0, 500.0, 400.0, 300.0, 200.0],
        contribution=[-50.0, 300.0, 200.0, 150.0, 100.0],
    )
    by_value, by_purchases = LifetimeValueTiers().decide(view).tiers, AbcTiers().decide(view).tiers
    assert by_value is not None
    assert by_purchases is not None
    assert by_value.tolist() == [3, 1, 2, 3, 3]
    assert by_purchases.tolist() == [1, 2, 3, 3, 3]
