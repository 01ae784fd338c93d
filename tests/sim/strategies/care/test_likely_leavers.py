"""Likely leavers: the offer goes where what it may keep outweighs what it gives away."""

import numpy as np
import pytest

from sim.strategies.care.features import on_record
from sim.strategies.care.likely_leavers import LikelyLeavers
from tests.sim.strategies.care.views import view_of

PEOPLE = 200


def regulars(**changes: float | np.ndarray):
    """Customers alike, half of whom are long gone, with changes."""
    gone = np.arange(PEOPLE) % 2 == 0
    alike = {"silence": np.where(gone, 9.0, 1.0), "purchases": 5.0, "money": 500.0, "contribution": 200.0}
    return view_of(PEOPLE, **{**alike, "tenure": 2.0, **changes})


def offers_to(strategy: LikelyLeavers, **changes: float | np.ndarray) -> set[int]:
    personal = strategy.decide(regulars(**changes)).personal
    return set() if personal is None else set(np.flatnonzero(personal).tolist())


def test_where_habits_say_nothing_the_risk_is_the_share_of_those_gone_weighed_by_silence():
    records = regulars().records
    risk = LikelyLeavers().risk(records, on_record(records))
    assert risk[1] == pytest.approx(0.5 / (0.5 + 0.5 * np.exp(-1.0)))


def test_habits_of_those_who_left_raise_the_risk_of_those_who_have_them():
    seldom = np.arange(PEOPLE) < PEOPLE // 2
    gone = np.where(seldom, np.arange(PEOPLE) % 5 != 0, np.arange(PEOPLE) % 5 == 0)
    records = regulars(silence=np.where(gone, 9.0, 0.0), purchases=np.where(seldom, 2.0, 8.0)).records
    risk = LikelyLeavers(least_purchases=1).risk(records, on_record(records))
    assert risk[~gone & seldom] == pytest.approx(np.full(20, 0.8), abs=1e-4)
    assert risk[~gone & ~seldom] == pytest.approx(np.full(80, 0.2), abs=1e-4)


def test_the_expected_gain_is_what_is_kept_less_what_is_given():
    strategy = LikelyLeavers(discount=0.1, response=0.2, horizon=3.0, contact_cost=1.0)
    records = regulars().records
    gain = strategy.expected_gain(records, np.array([0]), np.array([0.5]))
    assert gain == pytest.approx([0.1 * 3 * 100 - (0.5 + 0.1) * 0.1 * 100 - 1.0])


def test_nobody_gets_an_offer_that_costs_more_than_it_may_bring():
    assert offers_to(LikelyLeavers(contact_cost=1e6, most=1.0)) == set()
    assert offers_to(LikelyLeavers(response=1.0, horizon=5.0, most=1.0)) == set(range(1, PEOPLE, 2))


def test_those_who_are_gone_for_good_get_none():
    assert not offers_to(LikelyLeavers(response=1.0, most=1.0)) & set(range(0, PEOPLE, 2))


def test_the_highest_gains_come_first():
    money = np.arange(PEOPLE) * 1.0
    found = offers_to(LikelyLeavers(response=1.0, most=0.05, discount=0.01), contribution=money)
    assert found == set(range(PEOPLE - 19, PEOPLE, 2))


def test_without_records_there_are_no_offers():
    assert offers_to(LikelyLeavers(), purchases=0.0) == set()
