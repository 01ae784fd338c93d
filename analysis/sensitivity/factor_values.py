"""The values of a factor in a sweep: as numbers, in their order, and as a reader expects them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from analysis.style import spoken
from sim.units import Floats

CONTAINERS: Final = frozenset(
    {"firms", "mechanisms", "segments", "channels", "generations", "products", "strategies"}
)


def is_unset(value: object) -> bool:
    """Whether a point leaves a factor as it is in the file."""
    return isinstance(value, float) and math.isnan(value)


def numbers(column: pd.Series[Any]) -> Floats | None:
    """Column of a factor as float64[points]; None if not all its values are numbers."""
    if not all(_is_number(value) for value in column):
        return None
    return np.asarray(column.tolist(), dtype=np.float64)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool) and not is_unset(value)


def levels(column: pd.Series[Any], order: Sequence[Any] = ()) -> list[Any]:
    """Different values of a factor: numbers rising, others in the given order, then as they turn up."""
    found = {written(value): value for value in [*order, *column]}
    present = {written(value) for value in column}
    kept = [value for name, value in found.items() if name in present]
    return kept if numbers(column) is None else sorted(kept)


def codes(column: pd.Series[Any], known: Sequence[Any]) -> list[int]:
    """Place of each value among `known`, int[points]."""
    place = {written(value): i for i, value in enumerate(known)}
    return [place[written(value)] for value in column]


def written(value: object) -> str:
    """Write a value of a factor as a reader expects it."""
    if is_unset(value):
        return "as in the file"
    if value is None or isinstance(value, bool):
        return "nothing" if value is None else "on" if value else "off"
    return f"{value:.6g}" if isinstance(value, int | float | np.number) else spoken(str(value))


def factor_name(path: str) -> str:
    """Name of a factor in words, without the steps that only hold others.

    `firms.acme.products.first.price` becomes `acme first price`, and
    `mechanisms.customers.word_of_mouth.strength` becomes `word of mouth strength`.
    """
    steps = path.split(".")
    steps = steps[2:] if steps[0] == "mechanisms" and len(steps) > 2 else steps
    return spoken(" ".join(step for step in steps if step not in CONTAINERS)) or path
