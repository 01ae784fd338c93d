"""Runs of a study from first to last: what is finished is not computed again, what fails is a row."""

import json
import pickle
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

import pandas as pd

from sim.experiments.designs import points
from sim.experiments.executors import Station
from sim.experiments.run import simulate_some
from sim.experiments.runner import run_all
from sim.experiments.store import RunRecord, Store
from sim.experiments.study import MOST_RUNS, WHOLE, Run, Shard, Study
from sim.result import Result
from sim.result.dictionary import OUTCOME
from sim.scenario.scenario import Scenario

Measure = Callable[[Result], pd.DataFrame]
"""Makes the table `outcome` of a run from its table `firm`."""
MEASURED: Final = "firm"


@dataclass(frozen=True)
class Task:
    """What every run of an arm has in common, as a worker needs it."""

    scenario: bytes
    """The arm's scenario, pickled and compressed once: the next task then fits into a busy worker's pipe."""
    tables: tuple[str, ...]
    outcomes: tuple[str, ...]
    measure: Measure


@dataclass
class Progressed:
    """How far a sweep is: runs finished before, done now (of them failed), and in all."""

    before: int
    total: int
    done: int = 0
    failed: int = 0

    @property
    def left(self) -> int:
        """Runs still to do."""
        return self.total - self.before - self.done


@dataclass(frozen=True)
class Sweep:
    """A study, where its results go, and how a run is measured."""

    study: Study
    store: Store
    measure: Measure
    shard: Shard = WHOLE
    retry_failed: bool = False

    @cached_property
    def todo(self) -> list[Run]:
        """Runs of the part that were not finished when it was first asked."""
        return [run for run in self.study.runs(self.shard) if not self._is_finished(run)]

    def run(
        self, station: Station, stop: Callable[[], bool], told: Callable[[Progressed], None]
    ) -> Progressed:
        """Compute every run that is not finished, and commit it, until `stop` says so; `told` hears of each.

        Raises
        ------
        OSError
            If the store cannot be written; what was committed stays.
        """
        total = self.study.part(self.shard)
        progress = Progressed(total - len(self.todo), total)
        told(progress)
        with closing(run_all(run_task, self._jobs(), station, stop=stop)) as ends:
            for ended in ends:
                self.store.add(RunRecord(str(ended.key), ended.value or {}, ended.failure))
                progress.done += 1
                progress.failed += bool(ended.failure)
                told(progress)
        self.store.commit()
        return progress

    def _is_finished(self, run: Run) -> bool:
        failure = self.store.finished.get(run.identity)
        return failure == "" or (failure is not None and not self.retry_failed)

    def _jobs(self) -> Iterator[tuple[str, tuple[Task, Mapping[str, Any], int, int]]]:
        tasks = {name: self._task(scenario) for name, scenario in self.study.arms.items()}
        for run in self.todo:
            point = self.study.points[run.point]
            yield run.identity, (tasks[run.arm], point, run.replication, run.seed)

    def _task(self, scenario: Scenario) -> Task:
        keep = self.study.plan.keep
        return Task(_packed(scenario), keep.tables, keep.outcomes, self.measure)


def run_task(task: Task, point: Mapping[str, Any], replication: int, seed: int) -> dict[str, pd.DataFrame]:
    """One run in a worker: the tables that are kept of it.

    Raises
    ------
    BadInput
        If the values of the point do not go together.
    """
    scenario = _at_point(task.scenario, json.dumps(point))
    result = simulate_some(scenario, seed, replication, (MEASURED, *task.tables))
    outcome = task.measure(result)
    if task.outcomes:
        outcome = outcome[["firm", *task.outcomes]]
    return {OUTCOME: outcome, **{name: result.tables[name] for name in task.tables}}


def _packed(scenario: Scenario) -> bytes:
    return zlib.compress(pickle.dumps(scenario, protocol=5))


@lru_cache(maxsize=32)
def _arm(packed: bytes) -> Scenario:
    scenario: Scenario = pickle.loads(zlib.decompress(packed))
    return scenario


@lru_cache(maxsize=32)
def _at_point(packed: bytes, point: str) -> Scenario:
    scenario, values = _arm(packed), json.loads(point)
    return scenario.set(**values) if values else scenario


def first_run(study: Study, measure: Measure) -> dict[str, pd.DataFrame]:
    """Compute the first run of a study, here."""
    keep = study.plan.keep
    scenario = next(iter(study.arms.values()))
    task = Task(_packed(scenario), keep.tables, keep.outcomes, measure)
    # A sample too large to be run is also too large to be drawn.
    point = next(points(study.plan.design)) if study.total <= MOST_RUNS else {}
    return run_task(task, point, 0, study.plan.seed)
