"""What claim and validation tests share: paired runs, each lived once, and intervals on differences."""

import pickle
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pandas as pd

from analysis.statistics.intervals import Interval, mean_interval
from sim import Comparison, Result, Scenario, load, simulate
from sim.experiments.experiment import arms_of, side_by_side
from tests.runs import found_in

FIRST_SEED = 1000
SEEDS = 30
FEW = 12
"""Replications for what is so plain that it needs no more."""
EXACT = 3
"""Replications for what holds to the bit or the cent in every run, above all where a law is off."""


def seeds(replications: int) -> range:
    """Seeds of the first replications."""
    return range(FIRST_SEED, FIRST_SEED + replications)


def arms_from(name: str, arms: tuple[str, ...] = (), overrides: tuple[str, ...] = ()) -> dict[str, Scenario]:
    """Arms of a library scenario (all if none is named), with overrides applied to each."""
    scenario = load(name)
    names = arms or tuple(scenario.arms) or ("base",)
    return {arm: (scenario.arm(arm) if arm in scenario.arms else scenario).set(*overrides) for arm in names}


@cache
def compared(
    name: str, arms: tuple[str, ...] = (), overrides: tuple[str, ...] = (), replications: int = SEEDS
) -> Comparison:
    """Paired runs of a library scenario."""
    return compare(arms_from(name, arms, overrides), replications)


def compare(arms: Scenario | dict[str, Scenario], replications: int, seed: int = FIRST_SEED) -> Comparison:
    """Paired runs as `sim.compare` gives them, of which none is lived twice."""
    questions = arms if isinstance(arms, dict) else arms_of(arms)
    runs = [(name, r) for name in questions for r in range(replications)]
    packed = found_in(packed_tables, [(questions[name], seed + r) for name, r in runs])
    whole = next(iter(arms.values())) if isinstance(arms, dict) else arms
    seeds = tuple(range(seed, seed + replications))

    def together(table: str) -> Comparison:
        results = [
            Result(questions[name], name, seed + r, r, {table: pickle.loads(of_run[table])}, {})
            for (name, r), of_run in zip(runs, packed, strict=True)
        ]
        return side_by_side(whole, questions, results, seeds)

    return replace(together("firm"), tables=Tables(lambda table: together(table).tables[table]))


def packed_tables(scenario: Scenario, seed: int) -> dict[str, bytes]:
    """Each table of a run by itself, since most are never asked for."""
    return {name: pickle.dumps(table) for name, table in simulate(scenario, seed).tables.items()}


class Tables(dict[str, pd.DataFrame]):
    """Tables by name, each made when first asked for."""

    def __init__(self, made: Callable[[str], pd.DataFrame]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, name: str) -> pd.DataFrame:
        self[name] = self._made(name)
        return self[name]


def run_tables(comparison: Comparison, arm: str, replication: int) -> Tables:
    """Tables of one replication of an arm."""

    def cut_out(name: str) -> pd.DataFrame:
        table = comparison.tables[name]
        return table[(table.replication == replication) & (table.arm == arm)]

    return Tables(cut_out)


def by_replication(
    comparison: Comparison, arm: str, measure: Callable[[dict[str, pd.DataFrame]], float]
) -> pd.Series:
    """A measure of each replication of an arm, computed from that run's own tables."""
    return pd.Series(
        {r: measure(run_tables(comparison, arm, r)) for r in range(comparison.replications)}, dtype=float
    )


def interval(values: pd.Series) -> Interval:
    """Mean over replications with its 95% interval."""
    return mean_interval(values)
