"""The table of events: names instead of indices."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim.market import EVENT_COLUMNS, EVENTS
from sim.scenario import Scenario


def event_table(scenario: Scenario, log: Sequence[Any]) -> pd.DataFrame:
    """One row per event, in the order of periods; names instead of indices, null where there is none."""
    rows = np.concatenate([np.empty((0, len(EVENT_COLUMNS)), dtype=np.int64), *log])
    period = np.repeat(np.arange(len(log)), [len(part) for part in log])
    table = pd.DataFrame(rows, columns=list(EVENT_COLUMNS))
    table.insert(0, "time_years", (period + 1) * scenario.period_years)
    table.insert(0, "period", period)
    for column, names in (
        ("event", EVENTS),
        ("firm", scenario.firms),
        ("generation", scenario.generations),
        ("channel", scenario.channels),
        ("origin", scenario.firms),
    ):
        table[column] = _named(table[column], list(names))
    bought = table.event == "purchase"
    for column in ("generation", "origin"):
        table[column] = table[column].where(bought)
    table["channel"] = table.channel.where(bought | (table.event == "turned_away"))
    return table


def _named(indices: pd.Series, names: list[str]) -> pd.Series:
    """Names for indices; -1 is null."""
    return indices.map(dict(enumerate(names)))
