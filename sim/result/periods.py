"""Tables with a row per period, or year, and firm, channel, segment, stage and the like."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from sim.mechanisms.channels.channel_types import Task
from sim.mechanisms.crm.relationship_stages import Stage
from sim.result.dictionary.by_period import PERIOD_TABLES
from sim.result.figures import Figures
from sim.result.grid import grid, period_grid
from sim.result.period_table import PeriodTable, by_year
from sim.result.recording import Period
from sim.scenario.scenario import Scenario
from sim.state.counts import KINDS
from sim.strategies.plans import MOST_TIERS

LAST: Final = ("task", "journey", "source")
"""Tables that stand behind all others in a result, and so in the sheets of a workbook."""


def period_tables(
    scenario: Scenario, history: Sequence[Period], names: Collection[str] | None = None
) -> dict[str, pd.DataFrame]:
    """Tables from the records of a run's periods: those of `names`, or all."""
    figures = Figures(scenario, history)
    ordered = (*(name for name in PERIOD_TABLES if name not in LAST), *LAST)
    return {
        name: _frame(name, PERIOD_TABLES[name], figures) for name in ordered if names is None or name in names
    }


def _frame(name: str, table: PeriodTable, figures: Figures) -> pd.DataFrame:
    scenario = figures.scenario
    values = {made.column.name: made.of(figures) for made in table.columns(name)}
    if table.is_yearly:
        values = {column: by_year(array, scenario.periods_per_year) for column, array in values.items()}
    rows = len(next(iter(values.values())))
    columns = _labels(table, scenario, rows) | {column: array.reshape(-1) for column, array in values.items()}
    if table.rows is not None:
        kept = table.rows(scenario, columns)
        columns = {column: array[kept] for column, array in columns.items()}
    return pd.DataFrame(columns)


def _labels(table: PeriodTable, scenario: Scenario, rows: int) -> dict[str, Any]:
    """Columns of labels, for so many periods or years."""
    names = names_of(scenario)
    axes = {axis.column.name: names[axis.kind] for axis in table.axes}
    return (
        grid({"year": range(rows), **axes})
        if table.is_yearly
        else period_grid(rows, scenario.period_years, axes)
    )


def names_of(scenario: Scenario) -> Mapping[str, Sequence[Any]]:
    """Names of everything that tables have rows for, in the order in which it is counted."""
    firms, channels = list(scenario.firms), list(scenario.channels)
    return {
        "firms": firms,
        "suppliers": [*firms, "none"],
        "segments": list(scenario.segments),
        "channels": channels,
        "advised": [*channels, "nowhere", "not_needed"],
        "generations": list(scenario.generations),
        "kinds": KINDS,
        "stages": [stage.name.lower() for stage in Stage],
        "tasks": [task.value for task in Task],
        "tiers": range(MOST_TIERS),
    }
