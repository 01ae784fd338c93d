"""The twins that speed is measured against follow the same rules as the engine."""

from functools import cache
from math import sqrt
from pathlib import Path
from statistics import mean, stdev

import numpy as np
import pytest

from sim.model import MarketModel
from sim.scenario.scenario import load
from tests.benchmarks.mesa_twin import MesaTwin
from tests.benchmarks.numpy_twin import NumpyTwin
from tests.benchmarks.twin import Twin, totals

MARKET = Path(__file__).with_name("bench_market.yaml")
PERIODS, SEEDS = 18, 16
LIMIT = 6.0
"""Standard errors: with 90 totals and 15 degrees of freedom, equal laws stay below it 99.8 times in 100."""


@cache
def lived(kind: type[MarketModel], seed: int, *changes: str) -> dict[str, float]:
    """Totals of one small market."""
    model = kind(load(MARKET, *changes), seed=seed)
    for _ in range(PERIODS):
        model.step()
    return totals(model.figures)


def furthest(twin: type[Twin], people: int, *changes: str) -> tuple[float, str]:
    """The total in which twin and engine differ most, in standard errors of their mean difference."""
    size = f"customers={people}"
    pairs = [(lived(MarketModel, seed, size), lived(twin, seed, size, *changes)) for seed in range(SEEDS)]
    seen = []
    for name, first in pairs[0][0].items():
        differences = [twin[name] - engine[name] for engine, twin in pairs]
        # A total that hardly varies would make a tiny difference look large: a thousandth always passes.
        error = max(stdev(differences) / sqrt(SEEDS), 1e-3 * abs(first), 1.0)
        seen.append((abs(mean(differences)) / error, name))
    return max(seen)


@pytest.mark.slow
@pytest.mark.parametrize(("twin", "people"), [(MesaTwin, 500), (NumpyTwin, 8000)])
def test_a_twin_and_the_engine_agree_in_law(twin: type[Twin], people: int) -> None:
    distance, name = furthest(twin, people)
    assert distance < LIMIT, f"{name} differs by {distance:.1f} standard errors"


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        "mechanisms.customers.loyalty.effect=2.0",
        "mechanisms.customers.word_of_mouth.talk=1.2",
        "mechanisms.customers.satisfaction.loss=1.7",
        "mechanisms.crm.relationship_stages.care_after=1.6",
    ],
)
def test_a_twin_under_a_slightly_different_law_is_told_apart(change: str) -> None:
    distance, _ = furthest(NumpyTwin, 8000, change)
    assert distance > LIMIT


def told_in_both(twin: Twin) -> MarketModel:
    """A newborn engine in which neighbours told the same as in a newborn twin: praise, warnings, nothing."""
    engine = MarketModel(twin.question, seed=0)
    people, firms = len(engine.market.customers), len(engine.firms)
    rng = np.random.default_rng(5)
    tone, firm = rng.choice([0, 2, 4], people), rng.integers(0, firms, people)
    engine.market.customers.columns.told[:] = 1 + tone + 8 * firm
    if isinstance(twin, NumpyTwin):
        twin.columns.told[:] = engine.market.customers.columns.told
    else:
        for customer, one_tone, one_firm in zip(twin.customers, tone, firm, strict=True):
            customer.told = (int(one_firm), 1 if one_tone == 2 else -1) if one_tone else None
    return engine


@pytest.mark.parametrize("kind", [MesaTwin, NumpyTwin])
def test_a_twin_hears_from_neighbours_just_what_the_engine_hears(kind: type[Twin]) -> None:
    twin = kind(load(MARKET, "customers=300"), seed=0)
    engine = told_in_both(twin)
    engine.step()
    twin.step()
    if isinstance(twin, NumpyTwin):
        heard = twin.columns.reputation
    else:
        heard = np.array([[r.reputation for r in customer.relationships] for customer in twin.customers]).T
    assert np.ptp(heard) > 0.5
    assert np.abs(heard - engine.market.customers.columns.reputation).max() < 1e-6
