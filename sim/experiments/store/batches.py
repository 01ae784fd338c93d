"""Finished runs, and how their tables come to stand one below the other in one part."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionDtype

from sim.result.dictionary import DATA_DICTIONARY, kinds

SLOT: Final = "slot"
"""Column in front of every part: index of the run in the part's list of runs."""
OUTCOME: Final = "outcome"
"""Table that every run has."""
Columns = tuple[tuple[str, str], ...]
"""Names of columns, each with its DuckDB type."""

_Dtype = np.dtype[Any] | ExtensionDtype
_STORED: Final = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}
_BY_DTYPE: Final = {"b": "BOOLEAN", "i": "BIGINT", "u": "BIGINT", "f": "DOUBLE"}
_IDENTITY: Final = re.compile(r"[0-9a-f]{64}")
_TABLE: Final = re.compile(r"[a-z][a-z0-9_]*")
_CELL: Final = 16
"""Bytes that a value of a table takes in memory, texts and numbers together."""


@dataclass(frozen=True)
class RunRecord:
    """What one run came to.

    Attributes
    ----------
    identity
        Hash of resolved scenario, model version and seed, 64 hexadecimal digits.
    tables
        Tidy tables by name; none if the run failed.
    failure
        Why the run failed; empty if it did not.
    """

    identity: str
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    failure: str = ""


def check(record: RunRecord, needed: Iterable[str]) -> None:
    """Refuse a record that the store could not give back.

    Raises
    ------
    ValueError
        If its identity or a name is none, a table that the plan keeps is missing, or a failed run has tables.
    """
    if not _IDENTITY.fullmatch(record.identity):
        raise ValueError(f"identity {record.identity!r} is not 64 hexadecimal digits")
    if record.failure and record.tables:
        raise ValueError(f"run {record.identity} failed and has tables")
    missing = [] if record.failure else sorted(set(needed) - record.tables.keys())
    wrong = [name for name, table in record.tables.items() if not _TABLE.fullmatch(name) or SLOT in table]
    if missing or wrong:
        raise ValueError(f"run {record.identity}: tables {missing} are missing, {wrong} cannot be stored")


def weight(record: RunRecord) -> int:
    """Bytes that a record takes in memory, roughly."""
    return _CELL * sum(table.size for table in record.tables.values())


def alike(records: Iterable[RunRecord]) -> list[list[RunRecord]]:
    """Records in groups of equal tables, columns and types, so that being in one part changes no value.

    Runs that failed come last in the first group.
    """
    groups: dict[tuple[tuple[str, Columns], ...], list[RunRecord]] = {}
    failed = []
    for record in records:
        if record.failure:
            failed.append(record)
        else:
            key = tuple((name, columns(name, table)) for name, table in sorted(record.tables.items()))
            groups.setdefault(key, []).append(record)
    first, *others = groups.values() or [[]]
    return [group for group in ([*first, *failed], *others) if group]


def columns(name: str, table: pd.DataFrame) -> Columns:
    """Columns of a table and the types that they are stored as: the data dictionary's where it knows them."""
    return _columns(name, tuple(table.columns.to_list()), tuple(table.dtypes.to_list()))


@lru_cache  # asked for every table of every run, and nearly always the same
def _columns(name: str, names: tuple[str, ...], dtypes: tuple[_Dtype, ...]) -> Columns:
    known = kinds(name) if name in DATA_DICTIONARY else {}
    return tuple(
        (column, _STORED[known[column]] if column in known else _BY_DTYPE.get(dtype.kind, "VARCHAR"))
        for column, dtype in zip(names, dtypes, strict=True)
    )


def stacked(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Tables of several runs as one, with the run's number in the sequence in front of each row."""
    whole = pd.concat(tables, ignore_index=True)
    whole.insert(0, SLOT, np.repeat(np.arange(len(tables)), [len(table) for table in tables]))
    return whole
