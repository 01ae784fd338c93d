"""How a reader sees a column: heading with its unit, kind of number, meaning; and tables cut to sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from analysis.measures.summary import BY_COLUMN
from analysis.style import spoken
from sim.result.dictionary import DATA_DICTIONARY, LABELS, TIMES, Column, columns_of

Look = Literal["text", "switch", "whole", "number", "money", "share"]

ROWS_OF_A_SHEET: Final = 1_048_576
"""Rows that a spreadsheet can hold, the heading included."""

_LOOKS: Final[dict[str, Look]] = {"cents": "money", "share": "share"}
_KPI_LOOKS: Final[dict[str, Look]] = {
    "money": "money",
    "share": "share",
    "count": "number",
    "index": "number",
}
_UNITS: Final = {"money": "money", "share": "%"}
_PLAIN_UNITS: Final = {"name", "category", "index", "count"}


@dataclass(frozen=True)
class Shown:
    """One column for readers: its name in the tables, its heading, and how its values are written."""

    name: str
    heading: str
    look: Look
    meaning: str


def shown_columns(table: str, frame: pd.DataFrame) -> list[Shown]:
    """Every column of a table, from the data dictionary where it knows it, else from its name and type."""
    known = {column.name: column for column in (*LABELS, *TIMES)}
    if table in DATA_DICTIONARY:
        known |= {column.name: column for column in columns_of(table)}
    return [_shown(str(name), frame[name], known.get(str(name))) for name in frame.columns]


def _shown(name: str, values: pd.Series, column: Column | None) -> Shown:
    if column is not None:
        look = _LOOKS.get(column.unit, _stored(values))
        unit = _UNITS.get(look, "" if column.unit in _PLAIN_UNITS else column.unit)
        empty = "" if column.null == "never" else f" Empty: {column.null}."
        return Shown(name, _heading(name, unit), look, f"{column.meaning}.{empty}")
    if name in BY_COLUMN:
        look = _KPI_LOOKS[BY_COLUMN[name].kind]
        return Shown(name, _heading(name, _UNITS.get(look, "")), look, f"{BY_COLUMN[name].label}.")
    look = "money" if name.endswith("_cents") and _is_number(values) else _stored(values)
    return Shown(name, _heading(name, _UNITS.get(look, "")), look, "")


def _heading(name: str, unit: str) -> str:
    words = spoken(name.removesuffix("_cents").removesuffix("_years"))
    return f"{words} ({unit})" if unit else words


def _is_number(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _stored(values: pd.Series) -> Look:
    if pd.api.types.is_bool_dtype(values):
        return "switch"
    if not _is_number(values):
        return "text"
    return "whole" if pd.api.types.is_integer_dtype(values) else "number"


def in_currency(cents: pd.Series) -> pd.Series:
    """Cents as currency units; nulls stay."""
    return cents / 100


def sheets(frame: pd.DataFrame, rows: int = ROWS_OF_A_SHEET) -> Iterator[pd.DataFrame]:
    """Consecutive parts of a table that fit a sheet of `rows` rows, heading included; at least one."""
    for start in range(0, max(len(frame), 1), rows - 1):
        yield frame.iloc[start : start + rows - 1]


def part_names(name: str, parts: int) -> list[str]:
    """`name` for a whole table, `name-1`, `name-2`, ... for one in parts."""
    return [name] if parts == 1 else [f"{name}-{number}" for number in range(1, parts + 1)]


def is_null(value: object) -> bool:
    """Whether a cell is empty: None, NaN or pandas' NA."""
    return (
        value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value))
    )
