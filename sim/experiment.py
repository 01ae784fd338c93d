"""Arms x replications in the same luck, and their tables side by side.

Replication r of every arm runs on the same seed, so arms are compared pair by pair.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

import pandas as pd

from sim.result import Result
from sim.run import provenance, simulate
from sim.scenario import Scenario


@dataclass(frozen=True)
class Comparison:
    """Several arms over several replications.

    ``tables`` are those of a single run with leading columns arm, replication, seed. The first arm
    is the baseline. ``failures`` counts runs that broke off and are missing.
    """

    scenario: Scenario
    arms: tuple[str, ...]
    replications: int
    seeds: tuple[int, ...]
    tables: dict[str, pd.DataFrame]
    failures: int
    provenance: dict[str, str]


Progress = Callable[[int, int], None]
Job = tuple[Scenario, str, int, int]


def arms_of(scenario: Scenario) -> dict[str, Scenario]:
    """The arms of a scenario by name; the scenario itself, as "base", if it has none."""
    return {name: scenario.arm(name) for name in scenario.arms} or {"base": scenario}


def compare(
    arms: Scenario | dict[str, Scenario], replications: int = 30, *, seed: int = 0, jobs: int = 1, progress: Progress | None = None
) -> Comparison:
    """Run every arm in every replication, each replication in the same luck.

    Parameters
    ----------
    arms
        A scenario with arms, or scenarios by the name they shall have; the first is the baseline.
    replications
        Runs per arm; replication r has seed `seed + r` in all arms.
    jobs
        Processes to use; 1 = this one. Results do not depend on it.
    progress
        Called after every run with (runs done, runs in all).
    """
    questions = arms if isinstance(arms, dict) else arms_of(arms)
    seeds = tuple(range(seed, seed + replications))
    todo = [(question, name, r, s) for name, question in questions.items() for r, s in enumerate(seeds)]
    results: dict[int, Result] = {}
    for index, result in _run_all(todo, min(jobs, len(todo))):
        results[index] = result
        if progress is not None:
            progress(len(results), len(todo))
    return _side_by_side(questions, [results[index] for index in range(len(todo))], seeds)


def _run_one(job: Job) -> Result:
    scenario, arm, replication, seed = job
    result = simulate(scenario, seed, replication=replication)
    return Result(scenario, arm, seed, replication, result.tables, result.provenance)


def _run_all(todo: Sequence[Job], jobs: int) -> Iterator[tuple[int, Result]]:
    if jobs <= 1:
        yield from ((index, _run_one(job)) for index, job in enumerate(todo))
        return
    with _workers(jobs) as pool:
        futures: dict[Future[Result], int] = {pool.submit(_run_one, job): index for index, job in enumerate(todo)}
        for future in as_completed(futures):
            yield futures[future], future.result()


@contextmanager
def _workers(jobs: int) -> Iterator[Executor]:
    """Spawned processes; work not yet begun is dropped if we are interrupted."""
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _side_by_side(questions: dict[str, Scenario], results: Sequence[Result], seeds: tuple[int, ...]) -> Comparison:
    tables = {
        name: pd.concat([_labelled(result, name) for result in results], ignore_index=True) for name in results[0].tables
    }
    return Comparison(
        scenario=next(iter(questions.values())), arms=tuple(questions), replications=len(seeds), seeds=seeds,
        tables=tables, failures=0, provenance=provenance(),
    )


def _labelled(result: Result, name: str) -> pd.DataFrame:
    table = result.tables[name].copy()
    for column, value in (("seed", result.seed), ("replication", result.replication), ("arm", result.arm)):
        table.insert(0, column, value)
    return table
