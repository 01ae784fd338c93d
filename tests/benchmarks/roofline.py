"""The least that one period could cost: every column of the step goes through the processor once.

Reads each column that the customers' part of a period touches, writes back those that it writes
for everybody, reads what each neighbour told, and does nothing else.
"""

from typing import Any, Final

import numba
import numpy as np

from sim.agents.customers import Columns

WRITTEN: Final = ("awareness", "reputation", "loyalty", "stage", "occasions", "told", "telling")
"""Columns written for everybody; what buyers alone write is only read here."""


@numba.njit(nogil=True)
def read(words: Any) -> int:
    """Stream a column in."""
    total = np.uint64(0)
    for k in range(words.shape[0]):
        total += words[k]
    return total


@numba.njit(nogil=True)
def rewrite(words: Any, mask: int) -> None:
    """Stream a column in and out."""
    for k in range(words.shape[0]):
        words[k] ^= mask


@numba.njit(nogil=True)
def gather(neighbours: Any, told: Any) -> int:
    """Read what each neighbour told."""
    total = 0
    for i in range(neighbours.shape[0]):
        for slot in range(neighbours.shape[1]):
            total += told[neighbours[i, slot]]
    return total


def words(column: Any) -> Any:
    """A column as 64-bit words, whatever its type."""
    flat = column.reshape(-1).view(np.uint8)
    return flat[: flat.size // 8 * 8].view(np.uint64)


def stream(columns: Columns) -> None:
    """One period of nothing but memory traffic; leaves the columns as they were."""
    for name, column in columns._asdict().items():
        if name in WRITTEN:
            rewrite(words(column), np.uint64(0))
        elif name != "neighbours":
            read(words(column))
    gather(columns.neighbours, columns.told)
