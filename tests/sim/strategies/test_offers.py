"""Offers of several decisions: each field says how they merge, and what is left unsaid changes nothing."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from sim.mechanisms.crm.crm_programme import ProgrammeStep
from sim.strategies.base import (
    COURTING,
    NO_OFFERS,
    CallCentrePlan,
    ChannelPlan,
    Offers,
    ProgrammePlan,
    RoutePlan,
    ServicePlan,
    TradePlan,
    Treatment,
)

OPEN, CLOSED, BUSY = ChannelPlan(open=True), ChannelPlan(open=False), ChannelPlan(open=True, effort=2.0)
HOMES, TRADE = (RoutePlan(frozenset({name}), frozenset({"web"})) for name in ("homes", "trade"))
SMALL, LARGE = (
    ProgrammePlan(budget, 1.0, 1, False, False, 0.0, tuple(ProgrammeStep), 0.0, 0.0) for budget in (1.0, 9.0)
)
SUMMED = (
    "advertising",
    "acquisition",
    "retention",
    "win_back",
    "improvement",
    "next_generation",
    "joining",
    "conversion",
    "objection_management",
    "need_sensing",
    "volume_pay",
    "success_pay",
)
LARGER = (
    "promotion",
    "contact_cost",
    "personalisation",
    "personalisation_cost",
    "field_research",
    "reward",
    "recovery",
)


def percents(*values: int) -> Any:
    return np.array(values, dtype=np.uint8)


MERGED: list[tuple[str, Any, Any, Any]] = [
    *((name, 0.1, 0.7, 0.1 + 0.7) for name in SUMMED),
    *((name, 0.3, 0.2, 0.3) for name in LARGER),
    ("prices", {"first": 1.0, "second": 2.0}, {"second": 3.0}, {"first": 1.0, "second": 3.0}),
    ("channels", {"shop": OPEN, "web": OPEN}, {"web": BUSY}, {"shop": OPEN, "web": BUSY}),
    ("routes", {"one": HOMES}, {"two": TRADE}, {"one": HOMES, "two": TRADE}),
    ("launch", frozenset({"first"}), frozenset({"second"}), frozenset({"first", "second"})),
    ("personal", percents(0, 20, 5), percents(10, 10, COURTING), percents(10, 20, COURTING)),
    ("tiers", percents(1, 2), percents(2, 0), percents(2, 0)),
    ("treatments", (Treatment(care=1.0),), (Treatment(care=2.0),), (Treatment(care=2.0),)),
    ("forget", True, False, True),
    ("call_centre", CallCentrePlan(1.0), CallCentrePlan(2.0), CallCentrePlan(2.0)),
    ("service", ServicePlan(1.0), ServicePlan(2.0), ServicePlan(2.0)),
    ("programme", LARGE, SMALL, SMALL),
    ("trade", TradePlan(shops=1.0), TradePlan(), TradePlan()),
]


def same(one: Any, other: Any) -> bool:
    return all(np.array_equal(getattr(one, each.name), getattr(other, each.name)) for each in fields(Offers))


def test_every_field_is_tried():
    assert {name for name, *_ in MERGED} == {each.name for each in fields(Offers)}


@pytest.mark.parametrize(("name", "earlier", "later", "both"), MERGED, ids=[case[0] for case in MERGED])
def test_what_two_decisions_say_comes_together_as_the_field_says(
    name: str, earlier: Any, later: Any, both: Any
):
    found = Offers(**{name: earlier}) | Offers(**{name: later})
    assert same(found, Offers(**{name: both}))


@pytest.mark.parametrize(("name", "value"), [case[:2] for case in MERGED], ids=[case[0] for case in MERGED])
def test_who_says_nothing_of_a_matter_changes_nothing_in_it(name: str, value: Any):
    said, elsewhere = (
        Offers(**{name: value}),
        Offers(**{"advertising" if name != "advertising" else "joining": 1.0}),
    )
    for both in (said | elsewhere, elsewhere | said):
        assert np.array_equal(getattr(both, name), value)
    assert (said | NO_OFFERS) is said
    assert (NO_OFFERS | said) is said


def test_many_decisions_come_to_the_same_as_two_by_two():
    decisions = [Offers(**{name: value}) for name, *values in MERGED for value in values[:2]]
    pairwise = NO_OFFERS
    for each in decisions:
        pairwise = pairwise | each
    assert same(Offers.together(decisions), pairwise)
    assert Offers.together([]) is NO_OFFERS
