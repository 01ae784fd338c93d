"""Why one arm earns more than another: the difference in profit split over named drivers, to the cent.

Units times margin is split by Shapley's value, so that no order of the drivers is favoured; costs that do
not depend on units explain their own difference. Totals are of the whole run, so `net price` and the two
unit costs also carry when and to whom units were sold.

Source: Shapley (1953), "A value for n-person games".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import pandas as pd

from analysis.shapley import shapley_split_cents
from analysis.summary import focus

if TYPE_CHECKING:
    from sim.experiment import Comparison

VOLUMES: Final = {
    "units_new": "volume from new customers",
    "units_kept": "volume from kept customers",
    "units_won_back": "volume from won-back customers",
}
RATES: Final = {
    "revenue_cents": "net price",
    "production_cents": "unit production cost",
    "transaction_cents": "channel transaction cost per unit",
}
COSTS: Final = {
    "infrastructure_cents": "cost of channel infrastructure",
    "advertising_cents": "cost of advertising",
    "acquisition_cents": "cost of acquisition",
    "retention_cents": "cost of retention",
    "win_back_cents": "cost of win-back",
    "care_cents": "cost of care",
    "research_cents": "cost of research",
    "fixed_cents": "fixed cost",
    "setup_cents": "cost of set-up",
}
OTHER: Final = "other"


@dataclass(frozen=True)
class ProfitBridge:
    """Profit of one firm in two arms and what makes the difference.

    Attributes
    ----------
    before, after : arms
    profit_before, profit_after : int64 cents, summed over the paired replications
    drivers : cents by driver, summed over the paired replications; they add up to the difference exactly
    replications : number of paired replications, to divide by
    """

    before: str
    after: str
    profit_before: int
    profit_after: int
    drivers: Mapping[str, int]
    replications: int


def bridge_profits(comparison: Comparison, after: str, before: str | None = None) -> ProfitBridge:
    """Split the focus firm's gain in profit from arm `before` (the baseline) to arm `after`.

    Raises
    ------
    ValueError
        If an arm is not in the comparison or no replication finished in both.
    """
    before = before or comparison.arms[0]
    totals = _totals(comparison)
    runs = [totals[totals.arm == arm].set_index("replication").drop(columns="arm") for arm in (before, after)]
    shared = runs[0].index.intersection(runs[1].index)
    if not len(shared):
        raise ValueError(
            f"no replication finished in both {before!r} and {after!r} of {list(comparison.arms)}"
        )
    sums = dict.fromkeys([*VOLUMES.values(), *RATES.values(), *COSTS.values(), OTHER], 0)
    for replication in shared:
        for driver, cents in split(_row(runs[0], replication), _row(runs[1], replication)).items():
            sums[driver] += cents
    earned = [int(run.profit_cents.loc[shared].sum()) for run in runs]
    return ProfitBridge(before, after, earned[0], earned[1], sums, len(shared))


def split(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Cents by driver from one run's totals to another's; they add up to the difference in `profit_cents`.

    `other` is what the books do not explain: 0 where profit is revenue less the eleven costs.
    """
    drivers = [*VOLUMES, *RATES]
    first, second = _rates(before, after), _rates(after, before)
    margin = shapley_split_cents(_contribution, first, second)
    parts = {{**VOLUMES, **RATES}[name]: margin[name] for name in drivers}
    # Money that comes or goes without a single unit sold has no price per unit.
    for column, driver in RATES.items():
        sign = 1 if column == "revenue_cents" else -1
        parts[driver] += sign * (_unexplained(after, column) - _unexplained(before, column))
    parts |= {driver: before[column] - after[column] for column, driver in COSTS.items()}
    parts[OTHER] = after["profit_cents"] - before["profit_cents"] - sum(parts.values())
    return parts


def _units(run: Mapping[str, int]) -> int:
    return sum(run[column] for column in VOLUMES)


def _unexplained(run: Mapping[str, int], column: str) -> int:
    return 0 if _units(run) else run[column]


def _rates(run: Mapping[str, int], other: Mapping[str, int]) -> dict[str, Fraction]:
    """Units, and money per unit; a run without units has the other's prices, so only volume differs."""
    priced = run if _units(run) else other
    units = max(_units(priced), 1)
    volumes = {column: Fraction(run[column]) for column in VOLUMES}
    return volumes | {column: Fraction(priced[column], units) for column in RATES}


def _contribution(values: Mapping[str, Fraction]) -> int:
    units = sum((values[column] for column in VOLUMES), Fraction(0))
    margin = values["revenue_cents"] - values["production_cents"] - values["transaction_cents"]
    return round(units * margin)


def _totals(comparison: Comparison) -> pd.DataFrame:
    firm = comparison.tables["firm"]
    columns = [*VOLUMES, *RATES, *COSTS, "profit_cents"]
    own = firm[firm.firm == focus(comparison)]
    return pd.DataFrame(own.groupby(["arm", "replication"], sort=False)[columns].sum().reset_index())


def _row(run: pd.DataFrame, replication: object) -> dict[str, int]:
    return {str(column): int(value) for column, value in run.loc[replication].items()}  # type: ignore[call-overload]
