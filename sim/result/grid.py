"""Rows of tidy tables: every combination of some labels, the last running fastest."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Array = npt.NDArray[Any]


def grid(axes: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Columns of labels, one row per combination. They are shared: copy before you change one."""
    return dict(_grid(tuple((name, tuple(values)) for name, values in axes.items())))


# Thousands of runs of a sweep have the same labels.
@lru_cache(maxsize=64)
def _grid(axes: tuple[tuple[str, tuple[Any, ...]], ...]) -> dict[str, Any]:
    rows = inner = prod(len(values) for _, values in axes)
    columns: dict[str, Any] = {}
    for name, values in axes:
        inner //= len(values)
        numbers = np.arange(rows) // inner % len(values)
        is_text = isinstance(values[0], str)
        columns[name] = named(list(values), numbers) if is_text else np.take(values, numbers)
    return columns


def named(names: list[str], numbers: Array) -> Any:  # noqa: ANN401 - an array of pandas, of either text type
    """Names by their numbers, as a column of text; ten times faster than repeating the texts."""
    return pd.Series(names).array.take(numbers)


def period_grid(periods: int, period_years: float, axes: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Columns of labels, one row per period and combination."""
    columns = grid({"period": range(periods), **axes})
    period = columns.pop("period")
    return {"period": period, "time_years": (period + 1) * period_years, **columns}


def ratio(top: Array, bottom: Array) -> Array:
    """Quotient, null where bottom is 0."""
    quotient = np.full(np.shape(top), np.nan)
    np.divide(top, bottom, out=quotient, where=np.asarray(bottom) != 0)
    return quotient
