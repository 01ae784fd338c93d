"""Service tiers: three measures put three different clients first."""

import pytest

from sim.strategies.tiers.service_tiers import ServiceTiers
from tests.sim.strategies.tiers.views import view_of

FIGURES = {
    "purchases": [2.0, 50.0, 10.0],
    "money": [1000.0, 500.0, 600.0],
    "contribution": [10.0, 5.0, 300.0],
    "tenure": 5.0,
}


@pytest.mark.parametrize(("by", "first"), [("assets", 0), ("trades", 1), ("lifetime_value", 2)])
def test_each_measure_puts_another_client_first(by: str, first: int):
    tiers = ServiceTiers(by=by, a_share=0.34, b_share=0.33).decide(view_of(3, **FIGURES)).tiers
    assert tiers is not None
    assert tiers.tolist().index(1) == first


def test_assets_are_told_by_the_mean_order():
    assert ServiceTiers(by="assets").measure(view_of(3, **FIGURES)).tolist() == [500.0, 10.0, 60.0]
