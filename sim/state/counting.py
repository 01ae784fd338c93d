"""What the field of a table of counts declares: what is counted, by what, and where it is shown.

Empty arrays, sums over threads, the tables of a result and the data dictionary follow from it.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.compiling import declared

Array = npt.NDArray[Any]
FIXED_POINT: Final = 65536.0
"""Parts into which 1 is cut where something between 0 and 1 is counted in whole numbers."""


class Part(NamedTuple):
    """A part of a count, shown as a column of its own."""

    where: Any
    """Index into the count, as ``np.s_[:, NEW]``."""
    meaning: str


class Mean(NamedTuple):
    """A mean, shown of a sum that is counted in 1/65536."""

    among: str
    """Column of the same table that says over how many; null where that is 0."""
    meaning: str
    unit: str
    null: str
    scale: float = 1.0


Shown = str | Part | Mean
"""How a count appears in a column: whole, with its meaning there; in part; or as a mean."""


class Count:
    """What a field of a table of counts is.

    Parameters
    ----------
    by
        What it is broken down by, each with a name, or a length.
    shown
        By ``table.column``, how it appears; it is summed over what the table has no rows for.
        Columns of money end in ``_cents``.
    meaning
        What is counted, where no column says it.
    is_log
        Whether it is a list of rows, so that threads' lists stand one after the other and are not added.
    """

    def __init__(
        self,
        by: tuple[str | int, ...],
        shown: Mapping[str, Shown] | None = None,
        *,
        meaning: str = "",
        is_log: bool = False,
    ) -> None:
        self.by = by
        self.shown = shown or {}
        self.meaning = meaning
        self.is_log = is_log

    def shape(self, length: Mapping[str, int]) -> tuple[int, ...]:
        """Its shape, where everything has so many."""
        return tuple(by if isinstance(by, int) else length[by] for by in self.by)

    def part(self, counts: Array, where: Any) -> tuple[Array, tuple[str | int, ...]]:  # noqa: ANN401 - an index
        """Part of the counts of many periods, [P, …], and what it is broken down by after the period."""
        index = where if isinstance(where, tuple) else (where,)
        left = (*index, *(np.s_[:] for _ in self.by[len(index) :]))
        kept = tuple(by for by, at in zip(self.by, left, strict=True) if isinstance(at, slice))
        return counts[np.s_[:], *left], kept


class Place(NamedTuple):
    """Where a count is shown, and how."""

    column: str
    source: str
    """Field of the table of counts."""
    shown: Shown


def shown_in(table: str, counts: type[tuple[Any, ...]]) -> list[Place]:
    """Columns of a table of a result that show counts, in the order of the counts."""
    return [
        Place(column, name, shown)
        for name, count in declared(counts, Count).items()
        for place, shown in count.shown.items()
        for at, _, column in [place.partition(".")]
        if at == table
    ]
