"""What a firm's books of two runs say about why one earned more: volume, price, unit costs or spending.

Contribution is units times a rate, summed over sources and years. Shapley's value of a sum is the sum of the
values, and of a product of two drivers it is each one's change at the mean of the other, so the split is
exact without trying every order; what two drivers do together is shared evenly between them. Costs that do
not depend on units explain their own difference.

Sources: Shapley (1953), "A value for n-person games"; Shorrocks (2013), "Decomposition procedures for
distributional analysis: a unified framework based on the Shapley value".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from analysis.style import spoken

PRICE: Final = "net price"
PER_UNIT: Final = {
    "production_cents": "unit production cost",
    "transaction_cents": "channel transaction cost per unit",
}
COSTS: Final = {
    "infrastructure_cents": "cost of channel infrastructure",
    "contacts_cents": "cost of contacts by channel",
    "advertising_cents": "cost of advertising",
    "acquisition_cents": "cost of acquisition",
    "retention_cents": "cost of retention",
    "win_back_cents": "cost of win-back",
    "care_cents": "cost of care",
    "relationship_cents": "cost of relationships by tier",
    "service_cents": "cost of service",
    "programmes_cents": "cost of programmes",
    "bad_debt_cents": "bad debt",
    "research_cents": "cost of research",
    "fixed_cents": "fixed cost",
    "setup_cents": "cost of set-up",
}
OTHER: Final = "other"
VOLUME: Final = "volume"
FAMILIES: Final = {
    PRICE: "price",
    PER_UNIT["production_cents"]: "cost to serve",
    PER_UNIT["transaction_cents"]: "channels",
    COSTS["infrastructure_cents"]: "channels",
    COSTS["contacts_cents"]: "channels",
    COSTS["advertising_cents"]: "marketing",
    COSTS["acquisition_cents"]: "marketing",
    COSTS["retention_cents"]: "CRM",
    COSTS["win_back_cents"]: "CRM",
    COSTS["care_cents"]: "CRM",
    COSTS["relationship_cents"]: "CRM",
    COSTS["service_cents"]: "cost to serve",
    COSTS["programmes_cents"]: "CRM",
    COSTS["bad_debt_cents"]: "cost to serve",
    COSTS["research_cents"]: "R&D",
    COSTS["fixed_cents"]: "fixed cost and set-up",
    COSTS["setup_cents"]: "fixed cost and set-up",
    OTHER: OTHER,
}
"""What kind of driver each is; every other driver is a volume."""

NOBODY: Final = "none"
OTHER_RIVALS: Final = "other rivals"

Cell = tuple[str, int]
Cents = int | Fraction


@dataclass(frozen=True)
class Books:
    """What one firm sold, took in and spent in one run.

    Attributes
    ----------
    units : units sold, by (driver of volume, year)
    revenue : cents, by the same; broken where a price is a mean
    per_unit : cents by year, for each column of `PER_UNIT`
    costs : cents of the run, for each column of `COSTS`
    profit_cents : profit of the run
    """

    units: Mapping[Cell, int]
    revenue: Mapping[Cell, Cents]
    per_unit: Mapping[str, Mapping[int, int]]
    costs: Mapping[str, int]
    profit_cents: int


def family(driver: str) -> str:
    """Kind of a driver: price, volume, cost to serve, channels, marketing, CRM, R&D, fixed cost or other."""
    return FAMILIES.get(driver, VOLUME)


def in_order(volumes: Iterable[str]) -> list[str]:
    """Drivers of volume as a reader expects them: new customers first, those won back last."""
    steps = ("newcomers", "new customers", "won from", "kept", "shared", "won back", "won-back")

    def place(driver: str) -> tuple[int, bool, str]:
        step = next((i for i, part in enumerate(steps) if part in driver), len(steps))
        return step, OTHER_RIVALS in driver, driver

    return sorted(volumes, key=place)


def source(kind: str, origin: str, firm: str, named: Iterable[str]) -> str:
    """Driver of volume that units belong to.

    Parameters
    ----------
    kind : new, kept or won_back, as the buyer stands to the firm
    origin : firm of the buyer's purchase before, or "none"
    firm : the seller
    named : rivals that get a driver of their own; the others share one
    """
    elsewhere = origin not in {firm, NOBODY}
    rival = spoken(origin) if origin in named else OTHER_RIVALS
    if kind == "kept":
        return "volume from customers shared with rivals" if elsewhere else "volume from kept customers"
    if kind == "won_back":
        return f"volume won back from {rival}" if elsewhere else "volume won back from no rival"
    return f"volume won from {rival}" if elsewhere else "volume from newcomers (no supplier before)"


def split(before: Books, after: Books) -> dict[str, int]:
    """Cents by driver from one run to another; they add up to the difference in profit.

    `other` is what the books do not explain: 0 where profit is the revenue of all sources less all
    costs.
    """
    parts = _contribution(before, after)
    whole = whole_cents(parts)
    whole |= {driver: before.costs[column] - after.costs[column] for column, driver in COSTS.items()}
    whole[OTHER] = after.profit_cents - before.profit_cents - sum(whole.values())
    return whole


def whole_cents(parts: Mapping[str, Fraction]) -> dict[str, int]:
    """Round exact parts to cents so that they add up to their (whole) sum, by largest remainder.

    Raises
    ------
    ValueError
        If the sum is not a whole number of cents.
    """
    total = sum(parts.values(), Fraction(0))
    if total.denominator != 1:
        raise ValueError("parts that add up to a broken cent cannot be rounded to whole ones")
    cents = {name: math.floor(part) for name, part in parts.items()}
    by_remainder = sorted(parts, key=lambda name: cents[name] - parts[name])
    for name in by_remainder[: int(total) - sum(cents.values())]:
        cents[name] += 1
    return cents


def _contribution(before: Books, after: Books) -> dict[str, Fraction]:
    cells = sorted({*before.units, *after.units, *before.revenue, *after.revenue})
    drivers = [*dict.fromkeys(driver for driver, _ in cells), PRICE, *PER_UNIT.values()]
    parts = dict.fromkeys(drivers, Fraction(0))
    served = _enter_unit_costs(parts, before, after)
    for cell in cells:
        units = before.units.get(cell, 0), after.units.get(cell, 0)
        paid = before.revenue.get(cell, 0), after.revenue.get(cell, 0)
        more = units[1] - units[0]
        volume = more * _mean_rate(units, paid)
        parts[cell[0]] += volume - more * served.get(cell[1], 0)
        # Money that comes without a single unit sold has no price, so it stays here.
        parts[PRICE] += paid[1] - paid[0] - volume
    return parts


def _enter_unit_costs(parts: dict[str, Fraction], before: Books, after: Books) -> dict[int, Fraction]:
    """Add what changes of unit costs come to; return the mean cost of a unit by year."""
    sold = [_by_year(run.units) for run in (before, after)]
    served: dict[int, Fraction] = {}
    for column, driver in PER_UNIT.items():
        for year in {*before.per_unit[column], *after.per_unit[column]}:
            units = sold[0].get(year, 0), sold[1].get(year, 0)
            spent = before.per_unit[column].get(year, 0), after.per_unit[column].get(year, 0)
            rate = _mean_rate(units, spent)
            served[year] = served.get(year, 0) + rate
            parts[driver] -= spent[1] - spent[0] - (units[1] - units[0]) * rate
    return served


def _by_year(units: Mapping[Cell, int]) -> dict[int, int]:
    sold: dict[int, int] = {}
    for (_, year), count in units.items():
        sold[year] = sold.get(year, 0) + count
    return sold


def _mean_rate(units: tuple[int, int], cents: tuple[Cents, Cents]) -> Fraction:
    """Cents per unit, mean of both runs; a run without units has the other's, so that only volume differs."""
    if units[0] and units[1]:
        return Fraction(cents[0] * units[1] + cents[1] * units[0], 2 * units[0] * units[1])
    one = 0 if units[0] else 1
    return Fraction(cents[one], units[one]) if units[one] else Fraction(0)
