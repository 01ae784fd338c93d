"""Every table and column that a run returns: unit, meaning, and when a value is null.

`python -m sim.result.dictionary` prints it as the page docs/data_dictionary.md.
"""

from typing import Final

from sim.result.columns import LABELS, NEVER, TIMES, Column, Kind, Table
from sim.result.dictionary.by_moment import BY_MOMENT
from sim.result.dictionary.by_period import BY_PERIOD
from sim.result.dictionary.by_run import OUTCOME, OUTCOMES

__all__ = [
    "DATA_DICTIONARY",
    "LABELS",
    "NEVER",
    "OUTCOME",
    "OUTCOMES",
    "TIMES",
    "Column",
    "Kind",
    "Table",
    "columns_of",
    "kinds",
]

DATA_DICTIONARY: Final[dict[str, Table]] = BY_PERIOD | BY_MOMENT
"""Tables by name."""


def columns_of(name: str) -> tuple[Column, ...]:
    """All columns of a table in order, those of `LABELS` aside."""
    table = DATA_DICTIONARY[name]
    return (*TIMES, *table.columns) if table.timed else table.columns


def kinds(name: str) -> dict[str, Kind]:
    """How each column of a table is stored, labels included."""
    return {column.name: column.kind for column in (*LABELS, *columns_of(name))}
