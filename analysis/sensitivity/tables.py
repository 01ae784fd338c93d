"""Results as text: for a terminal, for the table behind a chart, and the columns that both share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.sensitivity.responses import Responses
from analysis.statistics.intervals import Interval
from analysis.style import amount, spoken

UNIT: Final = {"money": "cents", "count": "count", "share": "share", "index": "index"}
"""Unit of the numbers in a table, by the kind of the key figure."""
LOW, HIGH = "_95_low", "_95_high"


class Result(Protocol):
    """What every analysis gives back."""

    def table(self) -> pd.DataFrame:
        """Numbers, one row per factor (or limit, or point), in the units of the key figure."""

    def words(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table as a reader expects them."""

    def finding(self) -> str:
        """Say what came out in one sentence, with its uncertainty."""

    def notes(self) -> str:
        """Say how it was found, what is missing and how much is luck."""

    def figure(self) -> go.Figure:
        """Draw it."""


def columns_of(name: str, interval: Interval) -> dict[str, float]:
    """Three columns of a table that hold an estimate and its limits; null where it has none."""
    found = {name: interval.estimate, f"{name}{LOW}": interval.low, f"{name}{HIGH}": interval.high}
    return {key: np.nan if value is None else value for key, value in found.items()}


def intervals_of(table: pd.DataFrame, name: str) -> list[Interval]:
    """Estimates and limits of a column, row by row."""
    columns = [table[f"{name}{end}"].tolist() for end in ("", LOW, HIGH)]
    return [Interval(mean, low, high, 0) for mean, low, high in zip(*columns, strict=True)]


def with_limits(row: pd.Series[Any], name: str, show: Callable[[float], str]) -> str:
    """Write an estimate in a row of a table with its 95% interval."""
    return f"{show(row[name])} (95% CI {show(row[f'{name}{LOW}'])} to {show(row[f'{name}{HIGH}'])})"


def interval_words(interval: Interval, responses: Responses) -> str:
    """Write a change with its 95% interval: `+1.2m (95% CI +1.0m to +1.4m)`."""
    if interval.estimate is None:
        return f"unknown ({interval.reason})"
    said = responses.show(interval.estimate, signed=True)
    if interval.low is None or interval.high is None:
        return f"{said} ({interval.reason})"
    low, high = (responses.show(value, signed=True) for value in (interval.low, interval.high))
    return f"{said} (95% CI {low} to {high})"


def in_words(
    table: pd.DataFrame, formats: Mapping[str, Callable[[float], str]]
) -> tuple[list[str], list[list[str]]]:
    """Head and rows of a table; an estimate and its limits share a cell, `+1.2m (+1.0m to +1.4m)`.

    Columns without a format of their own are written to three digits.
    """
    shown = [str(name) for name in table if not str(name).endswith((LOW, HIGH))]
    shown = [name for name in shown if name != "unit" or not formats]
    rows = [
        [_cell(row, name, formats.get(name, amount)) for name in shown] for row in table.to_dict("records")
    ]
    return [spoken(name) for name in shown], rows


def _cell(row: Mapping[Any, Any], name: str, write: Callable[[float], str]) -> str:
    value = row[name]
    if not isinstance(value, float):
        return str(value)
    low, high = row.get(f"{name}{LOW}", np.nan), row.get(f"{name}{HIGH}", np.nan)
    return (
        f"{write(value)} ({write(low)} to {write(high)})" if np.isfinite([low, high]).all() else write(value)
    )


def as_text(result: Result) -> str:
    """Finding, table and notes of a result for a terminal, the table in columns."""
    head, rows = result.words()
    columns = [list(column) for column in zip(head, *rows, strict=True)]
    widths = [max(map(len, column)) for column in columns]
    lines = ("  ".join(map(str.ljust, cells, widths)).rstrip() for cells in (head, *rows))
    return "\n".join([result.finding(), "", *lines, "", result.notes()])
