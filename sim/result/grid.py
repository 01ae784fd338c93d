"""Rows of tidy tables: every combination of some labels, the last running fastest."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Array = npt.NDArray[Any]


def grid(axes: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Columns of labels, one row per combination.

    A text is looked up once and then repeated by its number, which is ten times faster than
    repeating texts and gives the same column.
    """
    rows = inner = prod(len(values) for values in axes.values())
    columns: dict[str, Any] = {}
    for name, values in axes.items():
        inner //= max(len(values), 1)
        numbers = np.arange(rows) // max(inner, 1) % max(len(values), 1)
        columns[name] = (
            named(list(values), numbers) if isinstance(values[0], str) else np.take(values, numbers)
        )
    return columns


def named(names: list[str], numbers: Array) -> Any:  # noqa: ANN401 - an array of pandas, of either text type
    """Names by their numbers, as a column of text."""
    return pd.Series(names).array.take(numbers)


def period_grid(periods: int, period_years: float, axes: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Columns of labels, one row per period and combination."""
    columns = grid({"period": range(periods), **axes})
    period = columns.pop("period")
    return {"period": period, "time_years": (period + 1) * period_years, **columns}


def ratio(top: Array, bottom: Array) -> Array:
    """Quotient, null where bottom is 0."""
    quotient = np.full(np.shape(top), np.nan)
    np.divide(top, bottom, out=quotient, where=np.asarray(bottom) != 0)
    return quotient
