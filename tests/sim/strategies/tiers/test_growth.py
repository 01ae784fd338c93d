"""Growth: the most valuable, those of whose spending most is to be won, the others, those below zero."""

from sim.strategies.tiers.growth import GrowthTiers
from tests.sim.strategies.tiers.views import view_of

FIGURES = {
    "purchases": 5.0,
    "tenure": 5.0,
    "money": 100.0,
    "contribution": [90.0, 50.0, 40.0, 30.0, -5.0],
    "spending": [100.0, 110.0, 120.0, 500.0, 900.0],
}


def tiers_of(strategy: GrowthTiers) -> list[int]:
    tiers = strategy.decide(view_of(5, **FIGURES)).tiers
    assert tiers is not None
    return tiers.tolist()


def test_the_most_valuable_then_those_with_most_to_win():
    assert tiers_of(GrowthTiers(a_share=0.2, b_share=0.4, ending=0.0)) == [1, 3, 3, 2, 2]


def test_those_below_zero_are_apart():
    assert tiers_of(GrowthTiers(a_share=0.2, b_share=0.4)) == [1, 3, 3, 2, 4]


def test_who_spends_all_with_the_firm_has_nothing_to_win():
    view = view_of(1, money=100.0, spending=90.0)
    assert GrowthTiers().to_win(view).tolist() == [0.0]
