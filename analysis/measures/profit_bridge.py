"""Why one arm earns more than another: the difference in profit split over named drivers, to the cent.

The books of every year of every paired run are split by Shapley's value (`profit_drivers`); volume is told
apart by where the buyers came from as far as the results say: table `source` gives the supplier before.
Within a year, `net price` and the two unit costs also carry when and to whom units were sold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import pandas as pd

from analysis.measures.memory import once_per_comparison
from analysis.measures.profit_drivers import (
    COSTS,
    NOBODY,
    OTHER,
    PER_UNIT,
    PRICE,
    VOLUME,
    Books,
    Cell,
    Cents,
    family,
    in_order,
    source,
    split,
)
from analysis.measures.summary import focus
from analysis.statistics.intervals import Interval, mean_interval

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

MOST_RIVALS: Final = 3
"""Rivals that get drivers of their own, so that at most 16 drivers depend on units."""
KINDS: Final = {
    "units_new": "volume from new customers",
    "units_kept": "volume from kept customers",
    "units_won_back": "volume from won-back customers",
}

Run = tuple[str, int]


@dataclass(frozen=True)
class ProfitBridge:
    """Profit of one firm in two arms and what makes the difference.

    Attributes
    ----------
    before, after : arms
    profit_before, profit_after : int64 cents, summed over the paired replications
    by_run : cents by driver in each paired replication; in each they add up to its difference exactly
    replications : number of paired replications, to divide by
    """

    before: str
    after: str
    profit_before: int
    profit_after: int
    by_run: Mapping[str, tuple[int, ...]]
    replications: int

    @property
    def drivers(self) -> dict[str, int]:
        """Cents by driver, summed over the paired replications; they add up to the difference exactly."""
        return {driver: sum(cents) for driver, cents in self.by_run.items()}

    @property
    def families(self) -> dict[str, int]:
        """Cents by kind of driver, largest first, summed over the paired replications."""
        sums: dict[str, int] = {}
        for driver, cents in self.drivers.items():
            sums[family(driver)] = sums.get(family(driver), 0) + cents
        return dict(sorted(sums.items(), key=lambda item: -abs(item[1])))

    def interval(self, driver: str) -> Interval:
        """Mean cents per run that a driver adds, and the 95% interval of the mean."""
        return mean_interval(self.by_run[driver])


def bridge_profits(comparison: Comparison, after: str, before: str | None = None) -> ProfitBridge:
    """Split the focus firm's gain in profit from arm `before` (the baseline) to arm `after`.

    Raises
    ------
    ValueError
        If an arm is not in the comparison or no replication finished in both.
    """
    before = before or comparison.arms[0]
    runs = [books(comparison, arm) for arm in (before, after)]
    shared = [replication for replication in runs[0] if replication in runs[1]]
    if not shared:
        raise ValueError(
            f"no replication finished in both {before!r} and {after!r} of {list(comparison.arms)}"
        )
    splits = [split(runs[0][replication], runs[1][replication]) for replication in shared]
    by_run = {driver: tuple(parts.get(driver, 0) for parts in splits) for driver in _in_order(splits)}
    earned = [sum(run[replication].profit_cents for replication in shared) for run in runs]
    return ProfitBridge(before, after, earned[0], earned[1], by_run, len(shared))


def _in_order(splits: list[dict[str, int]]) -> list[str]:
    found = dict.fromkeys(driver for parts in splits for driver in parts)
    volumes = [driver for driver in found if family(driver) == VOLUME]
    return [*in_order(volumes), PRICE, *PER_UNIT.values(), *COSTS.values(), OTHER]


def books(comparison: Comparison, arm: str) -> dict[int, Books]:
    """Books of the focus firm in every finished replication of one arm, year by year."""
    return {run: kept for (name, run), kept in _all_books(comparison).items() if name == arm}


@once_per_comparison
def _all_books(comparison: Comparison) -> dict[Run, Books]:
    firm = comparison.tables["firm"]
    own = firm[firm.firm == focus(comparison)]
    own = own.assign(year=own.period // comparison.scenario.periods_per_year)
    # Results that were recorded before a kind of cost was told apart had none of it.
    own = own.assign(**{column: 0 for column in COSTS if column not in own})
    columns = ["revenue_cents", *PER_UNIT, *COSTS, "profit_cents", *KINDS]
    yearly = own.groupby(["arm", "replication", "year"])[columns].sum().reset_index()
    cells = _cells_by_source(comparison) if "source" in comparison.tables else _cells_by_kind(yearly)
    runs = yearly.groupby(["arm", "replication"], sort=False)
    named = (((str(arm), int(str(run))), rows) for (arm, run), rows in runs)
    return {run: _books(rows, cells.get(run, {})) for run, rows in named}


def largest_rivals(comparison: Comparison) -> tuple[str, ...]:
    """Rivals from whom the focus firm drew most revenue over all arms, in the order of the scenario."""
    table = comparison.tables.get("source")
    if table is None:
        return ()
    drawn = table[(table.firm == focus(comparison)) & ~table.origin.isin([focus(comparison), NOBODY])]
    kept = set(drawn.groupby("origin")["revenue_cents"].sum().nlargest(MOST_RIVALS).index)
    return tuple(firm for firm in comparison.scenario.firms if firm in kept)


def _books(yearly: pd.DataFrame, cells: Mapping[Cell, tuple[int, Cents]]) -> Books:
    years = yearly["year"].to_list()
    return Books(
        units={cell: units for cell, (units, _) in cells.items()},
        revenue={cell: revenue for cell, (_, revenue) in cells.items()},
        per_unit={column: dict(zip(years, yearly[column].to_list(), strict=True)) for column in PER_UNIT},
        costs={column: sum(yearly[column].to_list()) for column in COSTS},
        profit_cents=sum(yearly["profit_cents"].to_list()),
    )


def _cells_by_kind(yearly: pd.DataFrame) -> dict[Run, dict[Cell, tuple[int, Cents]]]:
    """Units and revenue by kind of buyer; all kinds pay the year's mean price."""
    cells: dict[Run, dict[Cell, tuple[int, Cents]]] = {}
    columns = ["arm", "replication", "year", "revenue_cents", *KINDS]
    for arm, run, year, paid, *counts in yearly[columns].itertuples(index=False):
        here = cells.setdefault((arm, run), {})
        sold = sum(counts)
        for driver, count in zip(KINDS.values(), counts, strict=True):
            here[driver, year] = count, Fraction(paid * count, sold) if sold else 0
        if paid and not sold:
            here[KINDS["units_new"], year] = 0, paid
    return cells


def _cells_by_source(comparison: Comparison) -> dict[Run, dict[Cell, tuple[int, Cents]]]:
    table = comparison.tables["source"]
    named = largest_rivals(comparison)
    own = table[table.firm == focus(comparison)]
    by = ["arm", "replication", "year", "kind", "origin"]
    sums = own.groupby(by)[["units", "revenue_cents"]].sum().reset_index()
    cells: dict[Run, dict[Cell, tuple[int, Cents]]] = {}
    for arm, run, year, kind, origin, units, revenue in sums.itertuples(index=False):
        here = cells.setdefault((arm, run), {})
        cell = source(kind, origin, focus(comparison), named), year
        before = here.get(cell, (0, 0))
        here[cell] = before[0] + units, before[1] + revenue
    return cells
