"""Many small comparisons one after the other on the same workers, for searches and games."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from analysis.preparing import load_engine, prepare
from sim.executors import processors
from sim.executors.in_process import InProcess
from sim.executors.workers import Workers

if TYPE_CHECKING:
    from analysis.optimise import Evaluate
    from sim.experiment import Comparison
    from sim.scenario import Scenario


@contextmanager
def evaluator(jobs: int | None) -> Iterator[Evaluate]:
    """A way to compare scenarios that keeps its workers from one comparison to the next."""
    from sim.experiment import compare_at  # noqa: PLC0415 - starts the engine

    slots = jobs or processors()
    prepare()
    with Workers(slots, prepare=load_engine) if slots > 1 else InProcess() as station:

        def evaluate(scenarios: dict[str, Scenario], replications: int, seed: int) -> Comparison:
            return compare_at(station, scenarios, replications, seed=seed)

        yield evaluate
