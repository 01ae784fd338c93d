"""Run scenarios side by side in the same luck and read off what each firm gets out of them.

For searches and games, which make many small comparisons one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from analysis.engine import load_engine, prepare
from analysis.measures.summary import BY_COLUMN, kpis
from sim.experiments.executors import processors
from sim.experiments.executors.in_process import InProcess
from sim.experiments.executors.workers import Workers
from sim.files.problems import suggestion

if TYPE_CHECKING:
    from sim import Comparison, Scenario
    from sim.units import Floats

Evaluate: TypeAlias = "Callable[[dict[str, Scenario], int, int], Comparison]"
"""Scenarios by name, replications, first seed -> their comparison; replication r runs on seed + r in all."""

Outcome: TypeAlias = tuple[str, str]
"""A firm and a column of `analysis.measures.summary.KPIS`."""


def in_this_process(scenarios: dict[str, Scenario], replications: int, seed: int) -> Comparison:
    """Evaluate one run after the other, here."""
    from sim import compare  # noqa: PLC0415 - needs the compiler, which a stand-in market does without

    return compare(scenarios, replications, seed=seed)


@contextmanager
def evaluator(jobs: int | None) -> Iterator[Evaluate]:
    """A way to compare scenarios that keeps its workers from one comparison to the next."""
    from sim.experiments.experiment import compare_at  # noqa: PLC0415 - starts the engine

    slots = jobs or processors()
    prepare()
    with Workers(slots, prepare=load_engine) if slots > 1 else InProcess() as station:

        def evaluate(scenarios: dict[str, Scenario], replications: int, seed: int) -> Comparison:
            return compare_at(station, scenarios, replications, seed=seed)

        yield evaluate


@dataclass(frozen=True)
class Experiment:
    """How strategies are tried out.

    Attributes
    ----------
    outcome : column of `analysis.measures.summary.KPIS`; firms want more of it, or less, where less is better
    replications, seed : replication r runs on seed + r, whatever is tried
    evaluate : runs scenarios
    """

    outcome: str = "profit_cents"
    replications: int = 30
    seed: int = 0
    evaluate: Evaluate = in_this_process

    def __post_init__(self) -> None:
        known_outcome(self.outcome)

    @property
    def sign(self) -> int:
        """1 if more of the outcome is better, -1 if less is."""
        return 1 if BY_COLUMN[self.outcome].more_is_better else -1

    def values(self, scenarios: Mapping[str, Scenario], firms: Sequence[str]) -> dict[str, Floats]:
        """What each firm gets in each scenario: float64[replications, firms], NaN where a run broke off."""
        comparison = self.evaluate(dict(scenarios), self.replications, self.seed)
        return outcome_values(comparison, [(firm, self.outcome) for firm in firms])


def known_outcome(column: str) -> str:
    """The column, if it is one of `analysis.measures.summary.KPIS`.

    Raises
    ------
    ValueError
        If it is not.
    """
    if column not in BY_COLUMN:
        raise ValueError(f"unknown outcome {column!r} - {suggestion(column, BY_COLUMN)}")
    return column


def outcome_values(comparison: Comparison, outcomes: Sequence[Outcome]) -> dict[str, Floats]:
    """Values by arm: float64[replications, outcomes], NaN where a run broke off or has nothing to measure."""
    found = {arm: np.full((comparison.replications, len(outcomes)), np.nan) for arm in comparison.arms}
    table = kpis(comparison)
    for i, (firm, column) in enumerate(outcomes):
        own = table[table["firm"] == firm]
        for arm, replication, value in zip(own["arm"], own["replication"], own[column], strict=True):
            found[arm][replication, i] = value
    return found
