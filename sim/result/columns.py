"""What is said of a table and of a column."""

from typing import Final, Literal, NamedTuple

Kind = Literal["text", "integer", "number", "switch"]
NEVER: Final = "never"


class Column(NamedTuple):
    """One column. `kind` is how it is stored: text, 64-bit integer or number, or a switch (true or false)."""

    name: str
    kind: Kind
    unit: str
    meaning: str
    null: str = NEVER


class Table(NamedTuple):
    """One table: what a row is, and the columns after those that tables begin with."""

    row: str
    columns: tuple[Column, ...]
    timed: bool = True
    """Whether a row belongs to a period, so that `TIMES` stand in front."""


def count(name: str, meaning: str, unit: str = "count") -> Column:
    """A column of whole numbers."""
    return Column(name, "integer", unit, meaning)


def number(name: str, unit: str, meaning: str) -> Column:
    """A column of numbers with a fraction, never null."""
    return Column(name, "number", unit, meaning)


def cents(name: str, meaning: str) -> Column:
    """A column of money."""
    return Column(f"{name}_cents", "integer", "cents", meaning)


def text(name: str, meaning: str) -> Column:
    """A column of names."""
    return Column(name, "text", "name", meaning)


LABELS: Final = (
    text("arm", "arm of the comparison; the first is the baseline"),
    count(
        "replication",
        "number of the replication, from 0; equal numbers share their luck in all arms",
        "index",
    ),
    count("seed", "seed of all chance in the run", "index"),
)
"""Columns in front, where several runs stand in one table."""

TIMES: Final = (
    count("period", "period, from 0", "index"),
    Column("time_years", "number", "years", "end of the period, from the start of the run"),
)

FIRM: Final = text("firm", "firm, by its id in the scenario")
