"""Arms x replications in the same luck, and their tables side by side.

Replication r of every arm runs on the same seed, so arms are compared pair by pair.
"""

from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import CancelledError
from contextlib import closing
from dataclasses import dataclass

import pandas as pd

from sim.experiments.executors import Station
from sim.experiments.executors.in_process import InProcess, given_up
from sim.experiments.executors.workers import Workers
from sim.experiments.provenance import versions
from sim.experiments.run import simulate
from sim.experiments.runner import Ended, run_all
from sim.refusal import EveryRunFailed
from sim.result import Result
from sim.scenario.scenario import Scenario

Failure = tuple[str, int, str]
"""A run that broke off: its arm, its replication, and why."""


@dataclass(frozen=True)
class Comparison:
    """Several arms over several replications.

    ``tables`` are those of a single run with leading columns arm, replication, seed. The first arm
    is the baseline. ``scenario`` is the file that the arms are of (of several files, the baseline's),
    ``scenarios`` what each arm ran. ``failed`` lists runs that broke off and are missing: arm,
    replication, reason.
    """

    scenario: Scenario
    scenarios: dict[str, Scenario]
    arms: tuple[str, ...]
    replications: int
    seeds: tuple[int, ...]
    tables: dict[str, pd.DataFrame]
    failed: tuple[Failure, ...]
    provenance: dict[str, str]

    @property
    def failures(self) -> int:
        """How many runs broke off."""
        return len(self.failed)


Progress = Callable[[int, int], None]


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
    runs = replications * len(arms if isinstance(arms, dict) else arms_of(arms))
    with _station(min(jobs, runs)) as station:
        return compare_at(station, arms, replications, seed=seed, progress=progress)


def compare_at(
    station: Station,
    arms: Scenario | dict[str, Scenario],
    replications: int,
    *,
    seed: int = 0,
    progress: Progress | None = None,
) -> Comparison:
    """Compare as `compare` does, at a station that the caller keeps.

    Raises
    ------
    EveryRunFailed
        If no run came to an end.
    """
    questions = arms if isinstance(arms, dict) else arms_of(arms)
    seeds = tuple(range(seed, seed + replications))
    todo = [(question, name, r, s) for name, question in questions.items() for r, s in enumerate(seeds)]
    done: dict[Hashable, Ended] = {}
    with closing(run_all(_run_one, enumerate(todo), station, stop=lambda: False)) as ends_of:
        for ended in ends_of:
            done[ended.key] = ended
            if progress is not None:
                progress(len(done), len(todo))
    whole = next(iter(questions.values())) if isinstance(arms, dict) else arms
    ends = [done[number] for number in range(len(todo))]
    failed = [(arm, r, end.failure) for (_, arm, r, _), end in zip(todo, ends, strict=True) if end.failure]
    results = [end.value for end in ends if isinstance(end.value, Result)]
    if not results:
        raise EveryRunFailed(f"every run broke off - {failed[0][2]}")
    return side_by_side(whole, questions, results, seeds, failed)


def _run_one(scenario: Scenario, arm: str, replication: int, seed: int) -> Result:
    result = simulate(scenario, seed, replication=replication, progress=_heed)
    return Result(scenario, arm, seed, replication, result.tables, result.provenance)


def _heed(_done: int, _all: int) -> None:
    """Let a run end with its period if it has been given up."""
    if given_up():
        raise CancelledError


def _station(jobs: int) -> Station:
    return Workers(jobs) if jobs > 1 else InProcess()


def side_by_side(
    scenario: Scenario,
    arms: dict[str, Scenario],
    results: Sequence[Result],
    seeds: tuple[int, ...],
    failed: Sequence[Failure] = (),
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
    failed
        Runs that broke off: arm, replication, reason.
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
        failed=tuple(failed),
        provenance=versions(),
    )


def _labelled(result: Result, name: str) -> pd.DataFrame:
    table = result.tables[name].copy()
    for column, value in (("seed", result.seed), ("replication", result.replication), ("arm", result.arm)):
        table.insert(0, column, value)
    return table
