"""Every strategy: equal views give equal offers, offers are lawful, and looking changes nothing."""

import copy
import math
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from analysis.catalogue.shown import source_of
from sim.mechanisms.channels.channel_types import Task
from sim.model import MarketModel
from sim.phases import Phase
from sim.processes.firms.perception import Looking
from sim.scenario.parts import Strategies
from sim.strategies.base import COURTING, FirmView, Offers, Strategy
from sim.strategies.channels.by_segment import Route
from sim.strategies.kinds import built_in
from sim.strategies.tiers.value_to_come import ValueToCome
from tests.contract.small import busy

BUDGETS = (
    "advertising",
    "acquisition",
    "retention",
    "win_back",
    "improvement",
    "next_generation",
    "conversion",
    "objection_management",
    "need_sensing",
    "joining",
    "field_research",
    "contact_cost",
)
CHANNELS = {
    "channel": "web",
    "source": "shop",
    "target": "web",
    "routes": {
        "homes": Route(segments=frozenset({"everybody"}), channels=frozenset({"shop", "nowhere"})),
        "trade": Route(segments=frozenset({"shops"}), channels=frozenset({"web"})),
    },
    "tasks": {"shop": frozenset({Task.ADVICE}), "web": frozenset({Task.SALE}), "nowhere": frozenset(Task)},
}
MOMENTS = (0, 1, 6, 11)


def library() -> list[type[Strategy]]:
    """Every strategy that a scenario file can name."""
    found = {kind for decision in Strategies.decisions().values() for kind in built_in(decision)}
    return sorted(found, key=lambda kind: kind.__name__)


LIBRARY = library()


def eager(kind: type[Strategy]) -> Strategy:
    """A strategy that does more than its defaults: money where there is none, dates that have passed."""
    changed: dict[str, Any] = {}
    for name, described in kind.model_fields.items():
        if described.default == 0.0 and "currency" in repr(described):
            changed[name] = 12_000.0
        elif described.default == 0.0 and "'share'" in repr(described):
            changed[name] = 0.1
        elif name == "value":
            changed[name] = ValueToCome(referral_credit=0.9)
        elif name == "thrown_away":
            changed[name] = 0.5
        elif name == "dates":
            changed[name] = (0.1, 0.2)
        elif name == "effort" and described.default == {}:
            changed[name] = {"shop": 0.0, "web": 2.0, "nowhere": 1.0}
        elif name in CHANNELS:
            changed[name] = CHANNELS[name]
    return kind(**changed)


@cache
def market(*overrides: str) -> list[MarketModel]:
    """One market at several moments of its life."""
    models = []
    for moment in MOMENTS:
        model = MarketModel(busy(*overrides), seed=6)
        for _ in range(moment):
            model.step()
        models.append(model)
    return models


def views() -> Iterator[FirmView]:
    """What firms see, early and late, in every phase, also with nobody there; made anew on each call."""
    for model in (*market(), market("customers=0")[1]):
        firms = [firm for firm in model.firms if firm.is_active or model.market.period == 0]
        for firm in firms:
            view = Looking(model.market).view(firm)
            yield view
            for phase in Phase:
                yield replace(
                    view,
                    phase=phase,
                    market_phase=phase,
                    years_in_decline=2.0 if phase is Phase.DECLINE else None,
                )
            yield replace(view, rival_prices=(), revenue=0.0, profit=-5.0, cash=-5.0)


def same(one: Any, other: Any) -> bool:
    """Whether two offers agree in everything."""
    pairs = ((getattr(one, f.name), getattr(other, f.name)) for f in fields(Offers))
    return all(np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b for a, b in pairs)


def people(view: FirmView) -> int:
    return sum(view.stage_counts)


def unlawful(offers: Offers, view: FirmView) -> Iterator[str]:
    """What is wrong with an offer."""
    for name in BUDGETS:
        money = getattr(offers, name)
        if not (math.isfinite(money) and money >= 0.0):
            yield f"{name} {money}"
    if not 0.0 <= offers.promotion <= 1.0:
        yield f"promotion {offers.promotion}"
    if not all(
        name in view.products and math.isfinite(price) and price >= 0.0
        for name, price in offers.prices.items()
    ):
        yield f"prices {offers.prices}"
    if not all(name in view.products and view.products[name].readiness >= 1.0 for name in offers.launch):
        yield f"launch {offers.launch}"
    if not all(name in view.channels and plan.effort >= 0.0 for name, plan in offers.channels.items()):
        yield f"channels {offers.channels}"
    personal = offers.personal
    if personal is not None and (
        personal.dtype != np.uint8 or personal.shape != (people(view),) or (personal % COURTING > 100).any()
    ):
        yield f"personal {personal.dtype}{personal.shape}"


def both(kind: type[Strategy]) -> tuple[Strategy, Strategy]:
    return kind(), eager(kind)


@pytest.mark.parametrize("kind", LIBRARY, ids=lambda kind: kind.__name__)
def test_equal_views_give_equal_offers(kind: type[Strategy]):
    for strategy in both(kind):
        for view, twin in zip(views(), views(), strict=True):
            assert same(strategy.decide(view), strategy.decide(twin))


@pytest.mark.parametrize("kind", LIBRARY, ids=lambda kind: kind.__name__)
def test_offers_are_lawful(kind: type[Strategy]):
    for strategy in both(kind):
        for view in views():
            assert list(unlawful(strategy.decide(view), view)) == []


@pytest.mark.parametrize("kind", LIBRARY, ids=lambda kind: kind.__name__)
def test_deciding_changes_nothing_in_the_view_and_asking_again_gives_the_same(kind: type[Strategy]):
    for strategy in both(kind):
        for view in views():
            seen = [*(getattr(view.records, f.name) for f in fields(view.records)), view.spending]
            plain = {f.name: getattr(view, f.name) for f in fields(FirmView) if f.name != "research"}
            before = copy.deepcopy((seen, plain))
            for array in seen:
                array.flags.writeable = False
            first = strategy.decide(view)
            assert same(first, strategy.decide(view))
            assert all(np.array_equal(old, new) for old, new in zip(before[0], seen, strict=True))
            assert before[1] == plain


@pytest.mark.parametrize("kind", LIBRARY, ids=lambda kind: kind.__name__)
def test_a_strategy_is_described_and_sourced_and_can_be_named(kind: type[Strategy]):
    assert kind.model_fields["kind"].default
    assert kind.__doc__
    decides = kind.decide is not Strategy.decide
    assert bool(source_of(sys.modules[kind.__module__])) == decides
    assert all(described.description for name, described in kind.model_fields.items() if name != "kind")


def test_the_eager_library_makes_every_kind_of_offer():
    made: set[str] = set()
    for kind in LIBRARY:
        for view in views():
            offers = eager(kind).decide(view)
            made |= {f.name for f in fields(Offers) if np.any(getattr(offers, f.name))}
    assert made == {f.name for f in fields(Offers)}


@pytest.mark.parametrize(
    "offers",
    [
        Offers(advertising=-1.0),
        Offers(retention=math.nan),
        Offers(promotion=1.1),
        Offers(prices={"first": -1.0}),
        Offers(prices={"ninth": 1.0}),
        Offers(launch=frozenset({"ninth"})),
        Offers(personal=np.zeros(3, dtype=np.uint8)),
        Offers(personal=np.full(300, 101, dtype=np.uint8)),
        Offers(personal=np.zeros(300)),
    ],
    ids=repr,
)
def test_each_unlawful_offer_is_noticed(offers: Offers):
    assert list(unlawful(offers, next(views())))
