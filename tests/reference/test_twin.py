"""The compiled engine equals its slow twin bit for bit: every column, every count, the books."""

from collections.abc import Iterator

import numpy as np
import pytest

from sim import Scenario, load
from sim.agents.firms import Status
from sim.market import LEFT
from sim.model import MarketModel
from sim.processes import schedule
from sim.processes.crowd import customers_live
from tests.reference.twin import customers_live_slowly

DURABLE = ("customers=240", "years=2", "mechanisms.cycles.adoption.innovation=0.4", "mechanisms.cycles.replacement.life=0.7")
READY_MADE = tuple(f"firms.{firm}.base.share=0.25" for firm in ("leader", "challenger", "follower", "newcomer"))
NEXT_GENERATION = (
    "generations={second: {frontier: [1.0, 0.2]}}",
    "firms.leader.products={second: {launch: 0.5, price: 350, unit_cost: 200, quality: 0.8, defects: 0.3}}",
    "firms.newcomer.products={second: {launch: 0.75, price: 280, unit_cost: 150, quality: 0.6}}",
    "firms.newcomer.enters=0.3",
)
COURTING = (
    "firms.leader.strategies.care={kind: blanket_discount, discount: 0.1, contact_cost: 1}",
    "firms.challenger.strategies.care={kind: intensive_care, silence_from: 0.2, least_purchases: 1}",
    "firms.follower.strategies.poaching={kind: poaching, top: 0.4, discount: 0.3}",
    "firms.leader.strategies.budgets={kind: adaptive, advertising: 2000, budget: 20000}",
)
REPERTOIRE = (
    *READY_MADE, "customers=150", "years=1",
    "mechanisms.cycles={adoption: {strength: 0}, replacement: {strength: 0}}",
    "mechanisms.customers.uncertain_demand={purchase_rate: 18, order_spread: 0.6}",
)
SUBSCRIPTION = (
    *READY_MADE, "customers=200", "years=2.5",
    "mechanisms.cycles={adoption: {strength: 0}, replacement: {strength: 0}}",
    "mechanisms.customers.renewal={term: 1}",
    "mechanisms.customers.satisfaction.contacts=4",
)
OFF = tuple(
    f"mechanisms.{path}.strength=0"
    for path in (
        "cycles.adoption", "cycles.replacement", "cycles.needs_drift", "cycles.innovation", "customers.awareness",
        "customers.brand_choice", "customers.satisfaction", "customers.loyalty", "customers.differentiation",
        "customers.word_of_mouth", "customers.uncertain_demand", "customers.split_loyalty", "crm.retention",
        "crm.relationship_stages", "channels.channel_types", "firms.entry_and_exit",
    )
)
SEGMENTS = ("segments={everybody: {share: 0.6}, big: {share: 0.4, ideal: [0.5, -0.5], order_size: 5, price_sensitivity: 0.4}}",)

MARKETS = {
    "a durable": DURABLE,
    "a durable with successors, an entrant and two segments": (*DURABLE, *NEXT_GENERATION, *SEGMENTS),
    "a durable with personal offers": (*DURABLE, *READY_MADE, *COURTING),
    "frequent purchases": REPERTOIRE,
    "frequent purchases with personal offers": (*REPERTOIRE, *COURTING, *SEGMENTS),
    "contracts": SUBSCRIPTION,
    "contracts with personal offers": (*SUBSCRIPTION, *COURTING),
    "scarce channels": (*DURABLE, "firms.leader.channels.shop.capacity=20", "firms.follower.channels.web.capacity=6"),
    "scarce channels and frequent purchases": (*REPERTOIRE, "firms.leader.channels.shop.capacity=200", "firms.leader.channels.web.capacity=0"),
    "a bankrupt firm": (*DURABLE, *READY_MADE, "firms.leader.cash=60000", "firms.leader.fixed_cost=300000"),
    "isolated people": (*DURABLE, "mechanisms.customers.word_of_mouth.isolated=90", "mechanisms.customers.word_of_mouth.talk=12"),
    "lively talk": (*DURABLE, "mechanisms.customers.word_of_mouth={talk: 12, neighbours: 5, rewiring: 0.5}"),
    "no mechanism at all": (*DURABLE, *READY_MADE, *OFF),
    "one customer": (*DURABLE, "customers=1"),
    "nobody": (*DURABLE, "customers=0"),
}


def differences(fast: MarketModel, slow: MarketModel) -> Iterator[str]:
    """Names of everything that differs between two models after a period."""
    for kind, a, b in (
        ("column", fast.market.customers.columns, slow.market.customers.columns),
        ("count", fast.market.tally, slow.market.tally),
    ):
        for name in a._fields:
            if name != "asked" and not np.array_equal(getattr(a, name), getattr(b, name)):
                yield f"{kind} {name}"
    if not np.array_equal(fast.market.ledger.balance, slow.market.ledger.balance):
        yield "the books"


def slowed(monkeypatch: pytest.MonkeyPatch, model: MarketModel) -> None:
    """One period of a model in which customers live slowly."""
    steps = [step._replace(run=customers_live_slowly) if step.run is customers_live else step for step in schedule.SCHEDULE]
    with monkeypatch.context() as patch:
        patch.setattr("sim.model.SCHEDULE", tuple(steps))
        model.step()


def lived(monkeypatch: pytest.MonkeyPatch, scenario: Scenario, seed: int) -> tuple[MarketModel, MarketModel]:
    """Two models of one market, one of them slow, at their end or their first difference."""
    fast, slow = MarketModel(scenario, seed=seed), MarketModel(scenario, seed=seed)
    for _ in range(scenario.periods):
        fast.step()
        slowed(monkeypatch, slow)
        if any(differences(fast, slow)):
            break
    return fast, slow


@pytest.mark.slow
@pytest.mark.parametrize("market", MARKETS)
def test_the_engine_equals_its_slow_twin(market: str, monkeypatch: pytest.MonkeyPatch):
    fast, slow = lived(monkeypatch, load("durable").set(*MARKETS[market]), seed=7)
    assert (fast.market.period, list(differences(fast, slow))) == (fast.question.periods, [])


def test_the_markets_compared_show_everything_that_can_happen():
    seen: dict[str, int] = {}
    bankrupt = 0
    for overrides in MARKETS.values():
        model = MarketModel(load("durable").set(*overrides), seed=7)
        while model.running:
            model.step()
            for name, counts in model.market.tally._asdict().items():
                seen[name] = seen.get(name, 0) + int(counts.sum())
            seen["left"] = seen.get("left", 0) + int(model.market.tally.market[LEFT])
        bankrupt += sum(firm.status is Status.BANKRUPT for firm in model.firms)
    assert [name for name, count in seen.items() if not count and name != "asked"] == []
    assert bankrupt


def test_a_single_changed_value_is_noticed():
    fast, slow = (MarketModel(load("durable").set(*DURABLE), seed=7) for _ in range(2))
    fast.step()
    slow.step()
    assert list(differences(fast, slow)) == []
    slow.market.customers.columns.awareness[2, 100] = np.nextafter(slow.market.customers.columns.awareness[2, 100], np.float32(2))
    slow.market.tally.won[1] += 1
    assert list(differences(fast, slow)) == ["column awareness", "count won"]
