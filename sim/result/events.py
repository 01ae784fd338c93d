"""The table of events: names instead of indices."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.mechanisms.crm.relationship_stages import ATTRACTION, LOST
from sim.scenario.scenario import Scenario
from sim.state.counts import EVENT_COLUMNS, EVENTS, LOSS, PRAISE, WARNING
from sim.state.market import Market


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


Rows = npt.NDArray[np.int64]

NO_EVENTS: Rows = np.empty((0, len(EVENT_COLUMNS)), dtype=np.int64)


def events_of(market: Market, stages_before: npt.NDArray[np.uint8]) -> Rows:
    """Events of the period, int64[rows, EVENT_COLUMNS]; names are indices, -1 = none."""
    tally, columns = market.tally, market.customers.columns
    assert tally is not None
    traded = tally.events[: tally.logged[0]]
    lost = (columns.stage == LOST) & (stages_before != LOST) & (stages_before != ATTRACTION)
    firms, people = np.nonzero(lost)
    tone = (columns.telling >> 1) & 3
    return np.concatenate(
        [
            traded,
            _rows(LOSS, people, firms),
            *(
                _rows(event, np.nonzero(tone == sign)[0], (columns.telling >> 3)[tone == sign])
                for event, sign in ((PRAISE, 1), (WARNING, 2))
            ),
        ]
    )


def _rows(event: int, people: npt.NDArray[np.int64], firms: npt.NDArray[np.integer]) -> Rows:
    rows = np.full((len(people), len(EVENT_COLUMNS)), -1, dtype=np.int64)
    rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3] = event, people, 0, firms
    rows[:, 6:9] = 0
    return rows
