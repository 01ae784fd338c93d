"""Ranking: the highest first, cut by shares; offers below the cut-offs; an end to what does not pay."""

import numpy as np
import pytest

from sim.strategies.base import Treatment
from sim.strategies.tiers.abc import AbcTiers
from sim.strategies.tiers.ranking import Promotion, TierTreatment, ranked
from tests.sim.strategies.tiers.views import view_of

TEN = [100.0, 90.0, 80.0, 70.0, 60.0, 50.0, 40.0, 30.0, 20.0, 10.0]


def tiers_of(strategy: AbcTiers, **figures: float | list[float]) -> list[int]:
    tiers = strategy.decide(view_of(10, **{"purchases": 2.0, "money": TEN, **figures})).tiers
    assert tiers is not None
    return tiers.tolist()


def test_a_fifth_is_in_a_the_next_three_tenths_in_b_and_the_rest_in_c():
    assert tiers_of(AbcTiers()) == [1, 1, 2, 2, 2, 3, 3, 3, 3, 3]


def test_only_those_on_record_are_ranked():
    assert tiers_of(AbcTiers(), purchases=[0.0] * 5 + [2.0] * 5) == [0] * 5 + [1, 2, 3, 3, 3]


def test_equals_get_the_tier_of_the_last_of_them():
    tiers = ranked(np.array([5, 1, 1, 1], dtype=np.float32), np.ones(4, dtype=bool), (0.5, 0.25))
    assert tiers.tolist() == [1, 3, 3, 3]


def test_a_tier_of_everybody_takes_everybody():
    assert ranked(np.ones(4, dtype=np.float32), np.ones(4, dtype=bool), (1.0, 0.0)).tolist() == [1] * 4


def test_the_order_of_people_decides_nothing():
    assert tiers_of(AbcTiers(), money=TEN[::-1]) == tiers_of(AbcTiers())[::-1]


def test_who_has_long_been_silent_is_in_no_tier():
    assert tiers_of(AbcTiers(silence_to=3.0), silence=[4.0, *[1.0] * 9])[0] == 0


def test_with_nobody_on_record_there_are_no_tiers():
    assert tiers_of(AbcTiers(), purchases=0.0) == [0] * 10


def test_who_costs_more_than_he_brings_is_asked_for_more_or_to_go():
    strategy = AbcTiers(ending=0.5)
    assert tiers_of(strategy, contribution=[-1.0, *[5.0] * 9]) == [4, 1, 2, 2, 2, 3, 3, 3, 3, 3]
    assert strategy.decide(view_of(10)).treatments[4] == Treatment(surcharge=0.5)


def test_without_an_ending_they_stay_in_their_tier():
    assert tiers_of(AbcTiers(), contribution=-1.0) == tiers_of(AbcTiers())


def test_those_just_below_a_cut_off_get_an_offer():
    strategy = AbcTiers(promotion=Promotion(within=0.4, discount=0.1, contact_cost=2.0))
    offers = strategy.decide(view_of(10, purchases=2.0, money=TEN))
    assert offers.personal is not None
    assert offers.personal.tolist() == [0, 0, 10, 0, 0, 10, 10, 0, 0, 0]
    assert offers.contact_cost == 2.0


def test_money_a_year_is_spent_period_by_period():
    treatment = TierTreatment(care=120.0, service=60.0, surcharge=0.1, priority=2, on_account=False)
    assert treatment.for_period(12) == Treatment(10.0, 5.0, 0.1, 2, False)
    treatments = AbcTiers(b=treatment).decide(view_of(1)).treatments
    assert [tier.care for tier in treatments] == pytest.approx([0.0, 0.0, 10.0, 0.0, 0.0])
