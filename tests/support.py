"""What claim and validation tests share: paired runs, each lived once, and intervals on differences."""

from collections.abc import Callable
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
    tables = found_in(_tables, [(questions[name], seed + r) for name, r in runs])
    results = [
        Result(questions[name], name, seed + r, r, of_run, {})
        for (name, r), of_run in zip(runs, tables, strict=True)
    ]
    whole = next(iter(arms.values())) if isinstance(arms, dict) else arms
    return side_by_side(whole, questions, results, tuple(range(seed, seed + replications)))


def _tables(scenario: Scenario, seed: int) -> dict[str, pd.DataFrame]:
    return simulate(scenario, seed).tables


class RunTables(dict[str, pd.DataFrame]):
    """Tables of one replication of an arm, each cut out when first asked for."""

    def __init__(self, comparison: Comparison, arm: str, replication: int) -> None:
        super().__init__()
        self._comparison, self._arm, self._replication = comparison, arm, replication

    def __missing__(self, name: str) -> pd.DataFrame:
        table = self._comparison.tables[name]
        table = table[table.replication == self._replication]
        self[name] = table[table.arm == self._arm]
        return self[name]


def by_replication(
    comparison: Comparison, arm: str, measure: Callable[[dict[str, pd.DataFrame]], float]
) -> pd.Series:
    """A measure of each replication of an arm, computed from that run's own tables."""
    return pd.Series(
        {r: measure(RunTables(comparison, arm, r)) for r in range(comparison.replications)}, dtype=float
    )


def interval(values: pd.Series) -> Interval:
    """Mean over replications with its 95% interval."""
    return mean_interval(values)
