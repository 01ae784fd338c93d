"""Segments: the offer goes to the whole cluster of good customers who fell silent."""

import numpy as np

from sim.strategies.care.segments import Segments
from tests.sim.strategies.care.views import view_of

KINDS = {"loyal": (0.3, 10.0, 1000.0), "cooling": (3.0, 8.0, 800.0), "gone": (12.0, 2.0, 60.0)}
"""Silence, purchases and money of three kinds of customers, forty each."""


def view(order: slice = slice(None)):
    of_kinds = np.repeat(np.array([*KINDS.values()]), 40, axis=0)[order]
    silence, purchases, money = of_kinds.T
    return view_of(120, silence=silence, purchases=purchases, money=money)


def offers_to(strategy: Segments, order: slice = slice(None)) -> set[int]:
    personal = strategy.decide(view(order)).personal
    assert personal is not None
    return set(np.flatnonzero(personal).tolist())


def test_good_customers_who_fell_silent_are_cared_for_as_one_group():
    assert offers_to(Segments(clusters=3)) == set(range(40, 80))


def test_who_spends_too_little_is_let_go():
    assert offers_to(Segments(clusters=3, spending_from=2.0)) == set()


def test_who_is_gone_or_not_yet_silent_gets_none():
    assert offers_to(Segments(clusters=3, silence_from=3.5)) == set()
    assert offers_to(Segments(clusters=3, silence_to=2.5)) == set()


def test_one_cluster_is_everybody_or_nobody():
    assert offers_to(Segments(clusters=1, silence_to=10.0)) == set(range(120))
    assert offers_to(Segments(clusters=1)) == set()


def test_the_order_of_the_file_does_not_matter():
    assert offers_to(Segments(clusters=3), slice(None, None, -1)) == set(range(40, 80))


def test_without_records_there_are_no_offers():
    assert Segments().decide(view_of(5)).personal is None
