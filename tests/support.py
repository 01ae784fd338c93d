"""What claim and validation tests share: paired runs, kept for a file, and intervals on differences."""

from collections.abc import Callable
from functools import cache

import pandas as pd

from analysis.statistics.intervals import Interval, mean_interval
from sim import Comparison, Scenario, compare, load

SEEDS = 30
FEW = 12
"""Replications for what is so plain that it needs no more, above all a law that is off."""


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
    return compare(arms_from(name, arms, overrides), replications, seed=1000)


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
