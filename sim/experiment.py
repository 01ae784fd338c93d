"""Arms x replications in the same luck, and their tables side by side.

Replication r of every arm runs on the same seed, so arms are compared pair by pair.
"""

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from threading import Event

import pandas as pd

from sim.result import Result
from sim.run import provenance, simulate
from sim.scenario import Scenario


@dataclass(frozen=True)
class Comparison:
    """Several arms over several replications.

    ``tables`` are those of a single run with leading columns arm, replication, seed. The first arm
    is the baseline. ``scenario`` is the file that the arms are of (of several files, the baseline's),
    ``scenarios`` what each arm ran. ``failures`` counts runs that broke off and are missing.
    """

    scenario: Scenario
    scenarios: dict[str, Scenario]
    arms: tuple[str, ...]
    replications: int
    seeds: tuple[int, ...]
    tables: dict[str, pd.DataFrame]
    failures: int
    provenance: dict[str, str]


Progress = Callable[[int, int], None]
Job = tuple[Scenario, str, int, int]
Submit = Callable[[Job], Future[Result]]


def arms_of(scenario: Scenario) -> dict[str, Scenario]:
    """The arms of a scenario by name; the scenario itself, as "base", if it has none."""
    return {name: scenario.arm(name) for name in scenario.arms} or {"base": scenario}


def compare(
    arms: Scenario | dict[str, Scenario],
    replications: int = 30,
    *,
    seed: int = 0,
    jobs: int = 1,
    progress: Progress | None = None,
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
    done: dict[int, Future[Result]] = {}
    for index, run in _run_all(todo, min(jobs, len(todo))):
        done[index] = run
        if progress is not None:
            progress(len(done), len(todo))
    results = _finished([done[index] for index in range(len(todo))])
    whole = next(iter(questions.values())) if isinstance(arms, dict) else arms
    return side_by_side(whole, questions, results, seeds)


def _run_one(job: Job, progress: Progress | None = None) -> Result:
    scenario, arm, replication, seed = job
    result = simulate(scenario, seed, replication=replication, progress=progress)
    return Result(scenario, arm, seed, replication, result.tables, result.provenance)


def _run_all(todo: Sequence[Job], jobs: int) -> Iterator[tuple[int, Future[Result]]]:
    """Every run with its number, as it ends, well or not."""
    with _processes(jobs) if jobs > 1 else _thread() as submit:
        futures = {submit(job): index for index, job in enumerate(todo)}
        for future in as_completed(futures):
            yield futures[future], future


def _finished(runs: Sequence[Future[Result]]) -> list[Result]:
    """Results of the runs that came to an end; the error of the first if none did."""
    good = [run.result() for run in runs if run.exception() is None]
    return good or [runs[0].result()]


@contextmanager
def _processes(jobs: int) -> Iterator[Submit]:
    """Spawned processes; if we are interrupted, runs that have begun are given up too."""
    others = set(active_children())
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_us)
    try:
        yield lambda job: pool.submit(_run_one, job)
    except (KeyboardInterrupt, SystemExit):
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _thread() -> Iterator[Submit]:
    """One thread of this process; if we are interrupted, the run that has begun ends with its period."""
    given_up = Event()

    def heed(_done: int, _all: int) -> None:
        if given_up.is_set():
            raise CancelledError

    pool = ThreadPoolExecutor(1)
    try:
        yield lambda job: pool.submit(_run_one, job, heed)
    finally:
        given_up.set()
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts_to_us() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def side_by_side(
    scenario: Scenario, arms: dict[str, Scenario], results: Sequence[Result], seeds: tuple[int, ...]
) -> Comparison:
    """Tables of several runs, labelled and one below the other, as a comparison of their arms.

    Parameters
    ----------
    scenario
        The file that the arms are of.
    arms
        What each arm ran, the baseline first.
    results
        At least one run of an arm and a seed.
    seeds
        Seed of each replication.
    """
    tables = {
        name: pd.concat([_labelled(result, name) for result in results], ignore_index=True)
        for name in results[0].tables
    }
    return Comparison(
        scenario=scenario,
        scenarios=arms,
        arms=tuple(arms),
        replications=len(seeds),
        seeds=seeds,
        tables=tables,
        failures=len(arms) * len(seeds) - len(results),
        provenance=provenance(),
    )


def _labelled(result: Result, name: str) -> pd.DataFrame:
    table = result.tables[name].copy()
    for column, value in (("seed", result.seed), ("replication", result.replication), ("arm", result.arm)):
        table.insert(0, column, value)
    return table
