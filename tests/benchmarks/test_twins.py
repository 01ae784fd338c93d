"""The twins that speed is measured against follow the same rules as the engine."""

from math import sqrt
from pathlib import Path
from statistics import mean, stdev

import pytest

from sim.model import MarketModel
from sim.scenario import load
from tests.benchmarks.mesa_twin import MesaTwin
from tests.benchmarks.numpy_twin import NumpyTwin
from tests.benchmarks.twin import Twin, totals

MARKET = Path(__file__).with_name("bench_market.yaml")
PERIODS, PEOPLE, SEEDS = 18, 1_500, 6


def lived(kind: type[MarketModel], seed: int, people: int) -> dict[str, float]:
    """Totals of one small market."""
    model = kind(load(MARKET, f"customers={people}"), seed=seed)
    for _ in range(PERIODS):
        model.step()
    return totals(model.history)


def furthest(twin: type[Twin], people: int) -> tuple[float, str]:
    """The total in which twin and engine, born alike, differ most, in standard errors of their mean difference."""
    pairs = [(lived(MarketModel, seed, people), lived(twin, seed, people)) for seed in range(SEEDS)]
    seen = []
    for name, first in pairs[0][0].items():
        differences = [twin[name] - engine[name] for engine, twin in pairs]
        # Totals that hardly vary would make tiny differences look large: a thousandth always passes.
        error = max(stdev(differences) / sqrt(SEEDS), 1e-3 * abs(first), 1.0)
        seen.append((abs(mean(differences)) / error, name))
    return max(seen)


@pytest.mark.slow
@pytest.mark.parametrize(("twin", "people"), [(MesaTwin, 600), (NumpyTwin, 8000)])
def test_a_twin_and_the_engine_agree_in_law(twin: type[Twin], people: int) -> None:
    distance, name = furthest(twin, people)
    # With 80 totals and 5 degrees of freedom, twins that agree stay below this 99 times in 100.
    assert distance < 12.0, f"{name} differs by {distance:.1f} standard errors"
