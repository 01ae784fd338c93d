"""What a run returns: tidy tables, and how to get the same again."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sim.result.events import event_table
from sim.result.moments import cohort_table, loyalty_table, quadrant_table, value_table
from sim.result.periods import period_tables
from sim.result.recording import Period
from sim.result.snapshots import Snapshots
from sim.scenario.scenario import Scenario

__all__ = ["Result", "event_table", "tables_of"]


@dataclass(frozen=True)
class Result:
    """One run of one arm.

    ``tables`` maps a name of DATA_DICTIONARY to a tidy frame; money is in whole cents.
    """

    scenario: Scenario
    arm: str
    seed: int
    replication: int
    tables: dict[str, pd.DataFrame]
    provenance: dict[str, str]


def tables_of(
    scenario: Scenario,
    history: Sequence[Period],
    snapshots: Snapshots,
    names: Collection[str] | None = None,
) -> dict[str, pd.DataFrame]:
    """Tidy tables from the records of a run's periods, and from what was counted at a few moments of it.

    Parameters
    ----------
    names
        Those to make; all if None.
    """
    made = period_tables(scenario, history, names)
    return made | {
        name: make(scenario, snapshots)
        for name, make in _OF_MOMENTS.items()
        if names is None or name in names
    }


_OF_MOMENTS: Mapping[str, Callable[[Scenario, Snapshots], pd.DataFrame]] = {
    "cohort": cohort_table,
    "loyalty": loyalty_table,
    "quadrant": quadrant_table,
    "value": value_table,
}
