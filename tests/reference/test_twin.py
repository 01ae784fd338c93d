"""The compiled engine equals its slow twin bit for bit: every column, every count, the books."""

from collections.abc import Iterator

import numpy as np
import pytest

from sim import Scenario, load
from sim.agents.firms import Status
from sim.model import MarketModel
from sim.processes import schedule
from sim.processes.customers.customers_live import customers_live
from sim.scenario.scenario import LIBRARY
from sim.state.counts import LEFT
from tests.reference.markets import MARKETS, market
from tests.reference.twin import customers_live_slowly

LIBRARY_NAMES = sorted(path.stem for path in LIBRARY.glob("*.yaml"))
SCRATCH = {"asked", "events", "logged"}
"""Counts that serve the engine alone: contacts before scarce channels are shared out, room for the log."""


def differences(fast: MarketModel, slow: MarketModel) -> Iterator[str]:
    """Names of everything that differs between two models after a period."""
    for kind, a, b in (
        ("column", fast.market.customers.columns, slow.market.customers.columns),
        ("count", fast.market.tally, slow.market.tally),
    ):
        for name in a._fields:
            if name not in SCRATCH and not np.array_equal(getattr(a, name), getattr(b, name)):
                yield f"{kind} {name}"
    if not np.array_equal(fast.market.ledger.balance, slow.market.ledger.balance):
        yield "the books"


def slowed(monkeypatch: pytest.MonkeyPatch, model: MarketModel) -> None:
    """One period of a model in which customers live slowly."""
    steps = [
        step._replace(run=customers_live_slowly) if step.run is customers_live else step
        for step in schedule.SCHEDULE
    ]
    with monkeypatch.context() as patch:
        patch.setattr("sim.model.SCHEDULE", tuple(steps))
        model.step()


def lived(
    monkeypatch: pytest.MonkeyPatch, scenario: Scenario, seed: int, periods: int
) -> tuple[MarketModel, MarketModel]:
    """Two models of one market, one of them slow, after some periods or at their first difference."""
    fast, slow = MarketModel(scenario, seed=seed), MarketModel(scenario, seed=seed)
    for _ in range(periods):
        fast.step()
        slowed(monkeypatch, slow)
        if any(differences(fast, slow)):
            break
    return fast, slow


@pytest.mark.slow
@pytest.mark.parametrize("name", MARKETS)
def test_the_engine_equals_its_slow_twin(name: str, monkeypatch: pytest.MonkeyPatch):
    scenario = market(name)
    fast, slow = lived(monkeypatch, scenario, 7, scenario.periods)
    assert (fast.market.period, list(differences(fast, slow))) == (scenario.periods, [])


@pytest.mark.slow
@pytest.mark.parametrize("name", LIBRARY_NAMES)
def test_the_engine_equals_its_slow_twin_in_every_scenario_of_the_library(
    name: str, monkeypatch: pytest.MonkeyPatch
):
    fast, slow = lived(monkeypatch, load(name).set("customers=100"), seed=7, periods=6)
    assert (fast.market.period, list(differences(fast, slow))) == (6, [])


def test_the_markets_compared_show_everything_that_can_happen():
    seen: dict[str, int] = {}
    bankrupt = 0
    for name in MARKETS:
        model = MarketModel(market(name), seed=7)
        while model.running:
            model.step()
            for count, counts in model.market.tally._asdict().items():
                seen[count] = seen.get(count, 0) + int(counts.sum())
            seen["left"] = seen.get("left", 0) + int(model.market.tally.market[LEFT])
        bankrupt += sum(firm.status is Status.BANKRUPT for firm in model.firms)
    assert [name for name, count in seen.items() if not count and name not in SCRATCH] == []
    assert bankrupt


def test_a_single_changed_value_is_noticed():
    fast, slow = (MarketModel(market("a durable"), seed=7) for _ in range(2))
    fast.step()
    slow.step()
    assert list(differences(fast, slow)) == []
    slow.market.customers.columns.awareness[2, 100] = np.nextafter(
        slow.market.customers.columns.awareness[2, 100], np.float32(2)
    )
    slow.market.tally.won[1, 0] += 1
    assert list(differences(fast, slow)) == ["column awareness", "count won"]
