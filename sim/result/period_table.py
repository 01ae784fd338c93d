"""A table with a row per period, or year, and something: what its columns are, and what stands in them.

What is counted says itself in which tables it appears; a table adds its labels and what is computed.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import numpy as np

from sim.result.columns import Column, Table, count
from sim.result.figures import Figures
from sim.result.grid import Array, ratio
from sim.scenario.scenario import Scenario
from sim.state.counting import FIXED_POINT, Mean, Part, Place, shown_in
from sim.state.counts import Tally

YEAR: Final = count("year", "year of the run, from 0; the last may be cut short", "index")
FIRST: Final = ""
"""In front of all that is counted."""


class Axis(NamedTuple):
    """A label: its column, and what it numbers, by the name that counts are broken down by."""

    column: Column
    kind: str


class Computed(NamedTuple):
    """A column, and its values [P, axes of the table] in a run."""

    column: Column
    of: Callable[[Figures], Array]


class PeriodTable(NamedTuple):
    """One table."""

    row: str
    """What a row is."""
    axes: tuple[Axis, ...]
    computed: Mapping[str, tuple[Computed, ...]] = {}
    """What is not counted, by the count's column behind which it stands."""
    rows: Callable[[Scenario, Mapping[str, Any]], Array] | None = None
    """Which rows there are, bool[rows], by what stands in all columns; all if None."""
    is_yearly: bool = False
    """Whether periods are summed up to years."""

    def columns(self, name: str) -> list[Computed]:
        """All columns behind the labels, in their order."""
        found = [*self.computed.get(FIRST, ())]
        for place in shown_in(name, Tally):
            found += [self._counted(place, found), *self.computed.get(place.column, ())]
        return found

    def described(self, name: str) -> Table:
        """What the data dictionary says of it."""
        labels = (*((YEAR,) if self.is_yearly else ()), *(axis.column for axis in self.axes))
        made = tuple(made.column for made in self.columns(name))
        return Table(self.row, (*labels, *made), timed=not self.is_yearly)

    def _counted(self, place: Place, before: list[Computed]) -> Computed:
        """Column of a count; of a mean, among what stands before it."""
        kinds, shown = tuple(axis.kind for axis in self.axes), place.shown
        if isinstance(shown, Mean):
            among = next(made.of for made in before if made.column.name == shown.among)
            column = Column(place.column, "number", shown.unit, shown.meaning, shown.null)
            return Computed(column, _mean(place.source, kinds, among, shown.scale))
        part = shown if isinstance(shown, Part) else Part((), shown)
        unit = "cents" if place.column.endswith("_cents") else "count"
        return Computed(count(place.column, part.meaning, unit), _sum(place.source, kinds, part.where))


def _sum(name: str, kinds: tuple[str, ...], where: Any) -> Callable[[Figures], Array]:  # noqa: ANN401 - an index
    return lambda figures: figures.by(name, *kinds, where=where)


def _mean(
    name: str, kinds: tuple[str, ...], among: Callable[[Figures], Array], scale: float
) -> Callable[[Figures], Array]:
    return lambda figures: scale * ratio(figures.by(name, *kinds) / FIXED_POINT, among(figures))


def by_year(values: Array, periods_per_year: int) -> Array:
    """Sums of years of what is given by period in front; the last may be cut short."""
    sums: Array = np.add.reduceat(values, np.arange(0, len(values), periods_per_year), axis=0)
    return sums
