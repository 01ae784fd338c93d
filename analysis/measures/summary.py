"""Key figures of every run, differences between arms under the same luck, and the verdict in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import pandas as pd

from analysis.measures.memory import once_per_comparison
from analysis.measures.outcomes import outcomes_of
from analysis.statistics.intervals import IDENTICAL, compare_arms
from analysis.style import amount, headline_case, likely, money, percent, points, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

MOST_LEVELS: Final = 3
RUN: Final = ["arm", "replication"]


@dataclass(frozen=True)
class Kpi:
    """A key figure: its column, its name, how to write it, and whether more of it is better."""

    column: str
    label: str
    kind: Literal["money", "count", "share", "index"]
    more_is_better: bool = True

    def show(self, value: float, signed: bool = False) -> str:
        """Write a value with its unit; differences of shares are in percentage points."""
        if self.kind == "money":
            return money(value, signed)
        if self.kind == "share":
            return points(value) if signed else percent(value)
        return amount(value, signed)


KPIS: Final = (
    Kpi("profit_cents", "cumulative profit", "money"),
    Kpi("revenue_cents", "cumulative revenue", "money"),
    Kpi("units", "units sold", "count"),
    Kpi("customers_end", "customers at the end", "count"),
    Kpi("share_end", "share of units, last year", "share"),
    Kpi("satisfaction_end", "satisfaction at the end (0 to 100)", "index"),
    Kpi("attitudinal_loyalty_end", "attitudinal loyalty at the end (0 to 1)", "index"),
    Kpi("behavioural_loyalty", "behavioural loyalty, last year", "share"),
    Kpi("retention", "retention, per year", "share"),
    Kpi("won", "customers won", "count"),
    Kpi("lost", "customers lost", "count", more_is_better=False),
    Kpi("won_back", "customers won back", "count"),
)
BY_COLUMN: Final = {kpi.column: kpi for kpi in KPIS}


def kpis(comparison: Comparison) -> pd.DataFrame:
    """Key figures of each firm in each run.

    Returns
    -------
    One row per arm, replication and firm, with the columns of `analysis.measures.outcomes.outcomes_of`.
    """
    return _kpis(comparison).copy()


@once_per_comparison
def _kpis(comparison: Comparison) -> pd.DataFrame:
    year = comparison.scenario.periods_per_year
    parts = [
        outcomes_of(rows, year).assign(arm=rows["arm"].iloc[0], replication=rows["replication"].iloc[0])
        for _, rows in comparison.tables["firm"].groupby(RUN, sort=False)
    ]
    table = pd.concat(parts, ignore_index=True)
    return table[[*RUN, *table.columns.difference(RUN, sort=False)]]


def focus(comparison: Comparison) -> str:
    """Name the firm that the comparison is about; the first one if the scenario names none."""
    return str(comparison.scenario.focus or next(iter(comparison.scenario.firms)))


@dataclass(frozen=True)
class Contrast:
    """How one arm differs from the baseline arm in one key figure of one firm, in the same luck.

    Attributes
    ----------
    pairs : replications that have a value in both arms; the other fields rest on these
    baseline, level : means of the two arms, in the unit of the key figure (money in cents)
    difference, low, high : mean difference and its 95% interval; no interval from fewer than two pairs
    chance : probability that the arm is better; null if it cannot be had
    identical : whether the arms agree in every pair
    """

    arm: str
    kpi: Kpi
    pairs: int
    baseline: float
    level: float
    difference: float
    low: float
    high: float
    chance: float
    identical: bool

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0

    @property
    def unclear(self) -> bool:
        """Whether there is an interval and zero is in it."""
        return self.low <= 0 <= self.high

    def size(self) -> str:
        """How large the difference is, and in which direction: `48% more`."""
        more, less = ("more", "less") if self.kpi.kind in {"money", "count"} else ("higher", "lower")
        return f"{self._relative(abs(self.difference)).lstrip('+')} {more if self.difference >= 0 else less}"

    def certainty(self) -> str:
        """Interval, P(better) and the number of pairs behind the difference."""
        if not np.isfinite(self.low):
            return "one replication: no interval"
        interval = f"95% CI {self._relative(self.low)} to {self._relative(self.high)}"
        known = f"; P(better) {likely(self.chance)}" if np.isfinite(self.chance) else ""
        return f"{interval}{known}; {self.pairs} paired replications"

    def _relative(self, value: float) -> str:
        # Per cent of a loss, or of next to nothing, would mislead.
        large = self.baseline > 0 and abs(self.difference) < 10 * self.baseline
        if self.kpi.kind in {"money", "count"} and large:
            return percent(value / self.baseline, signed=True)
        return self.kpi.show(value, signed=True)


def contrasts(comparison: Comparison) -> list[Contrast]:
    """Contrast of every arm with the baseline in every key figure of the focus firm."""
    return [*_contrasts(comparison)]


@once_per_comparison
def _contrasts(comparison: Comparison) -> tuple[Contrast, ...]:
    table = kpis(comparison)
    own = table[table.firm == focus(comparison)]
    # A run that failed is a row of nulls, so that no arm is missing altogether.
    every = pd.DataFrame(
        product(comparison.arms, set(own["replication"]) or {0}), columns=["arm", "replication"]
    )
    runs = every.merge(own, how="left", on=["arm", "replication"])
    lower = [kpi.column for kpi in KPIS if not kpi.more_is_better]
    found = compare_arms(runs, list(BY_COLUMN), comparison.arms[0], lower)
    return tuple(_contrast(row) for row in found.to_dict("records"))


def _contrast(row: Mapping[Hashable, Any]) -> Contrast:
    keys = ("baseline_mean", "arm_mean", "difference", "low", "high", "probability_better")
    base, level, mean, low, high, chance = (np.nan if row[key] is None else float(row[key]) for key in keys)
    pairs, same = int(row["replications"]), row["reason"] == IDENTICAL
    return Contrast(row["arm"], BY_COLUMN[row["measure"]], pairs, base, level, mean, low, high, chance, same)


def contrast(found: Sequence[Contrast], arm: str, column: str) -> Contrast:
    """Pick the contrast of one arm in one key figure."""
    return next(each for each in found if each.arm == arm and each.kpi.column == column)


def best_arm(found: Sequence[Contrast]) -> str:
    """Name the arm beside the baseline that earns the focus firm most."""
    earning = [each for each in found if each.kpi.column == "profit_cents"]
    return max(earning, key=lambda each: np.nan_to_num(each.difference, nan=-np.inf)).arm


def largest(found: Sequence[Contrast], column: str) -> Contrast:
    """Pick the contrast that moves a key figure most, for better or worse."""
    rows = [each for each in found if each.kpi.column == column]
    return max(rows, key=lambda each: np.nan_to_num(abs(each.difference), nan=-np.inf))


def verdict(comparison: Comparison) -> str:
    """Say what came out in one sentence, with its uncertainty; names are not escaped."""
    if len(comparison.arms) < 2:
        return _verdict_of_one(comparison)
    found = contrasts(comparison)
    gain = contrast(found, best_arm(found), "profit_cents")
    base, firm, arm = map(spoken, (comparison.arms[0], focus(comparison), gain.arm))
    what, known = gain.kpi.label, f"({gain.certainty()})"
    if not gain.pairs:
        return f"No replication finished in both “{arm}” and “{base}”: nothing can be said."
    if gain.identical:
        return f"“{arm}” and “{base}” give {firm} exactly the same {what} in every replication."
    if gain.unclear:
        shown = f"that {gain.pairs} replications can show: {gain.size()} {known}"
        return f"“{arm}” against “{base}”: no difference in {firm}’s {what} {shown}."
    if gain.difference > 0:
        return f"“{arm}” brings {firm} {gain.size()} {what} than “{base}” {known}."
    others = "The other arm" if len(comparison.arms) == 2 else f"Every other arm, at best “{arm}”,"
    return f"{others} brings {firm} less {what} than “{base}”: {gain.size()} {known}."


def _verdict_of_one(comparison: Comparison) -> str:
    table = kpis(comparison)
    own = table[table.firm == focus(comparison)]
    profit, share = spread(own.profit_cents, money), spread(own.share_end, percent)
    firm = headline_case(spoken(focus(comparison)))
    return f"{firm} earns {profit} and ends with {share} of the market’s units."


def spread(values: pd.Series[float], show: Callable[[float], str]) -> str:
    """Mean and, over several replications, the range that holds 90% of them."""
    known = values.dropna()
    if known.empty:
        return "unknown"
    mean = show(known.mean())
    if len(known) < 2:
        return mean
    low, high = known.quantile([0.05, 0.95])
    return f"{mean} (90% of replications: {show(low)} to {show(high)})"


def by_arm(comparison: Comparison, values: pd.Series[float], show: Callable[[float], str]) -> str:
    """Level under every arm in one phrase; `values` are indexed by arm first, one per replication."""
    arms = values.index.get_level_values(0)
    levels = [(arm, spread(values[arms == arm], show)) for arm in comparison.arms if arm in arms]
    if len(comparison.arms) == 1:
        return levels[0][1] if levels else "unknown"
    if len(levels) > MOST_LEVELS:
        means = values.groupby(level=0).mean().dropna()
        if means.empty:
            return "unknown under every arm"
        levels = [pair for pair in levels if pair[0] in {means.idxmin(), means.idxmax()}]
    return "; ".join(
        f"“{spoken(arm)}” {level.replace('90% of replications: ', '')}" for arm, level in levels
    ) + (" – in brackets, 90% of replications" if any("(" in level for _, level in levels) else "")


def kpi_grid(comparison: Comparison) -> tuple[list[str], list[list[str]]]:
    """Columns and rows of the table of key figures.

    Several arms: the focus firm's mean by arm and, on a second line, the 95% interval of its difference
    from the baseline. One arm: the mean of every firm.
    """
    table = kpis(comparison)
    several = len(comparison.arms) > 1
    own = table[table.firm == focus(comparison)] if several else table
    levels = own.groupby("arm" if several else "firm")[[kpi.column for kpi in KPIS]].mean()
    names = [*comparison.arms] if several else [*comparison.scenario.firms]
    cells = {name: _levels(levels, name) for name in names}
    if several:
        found = contrasts(comparison)
        for arm in comparison.arms[1:]:
            cells[arm] = [
                cell + _interval(found, arm, kpi) for cell, kpi in zip(cells[arm], KPIS, strict=True)
            ]
    rows = [[kpi.label, *(cells[name][i] for name in names)] for i, kpi in enumerate(KPIS)]
    return ["key figure", *map(spoken, names)], rows


def _levels(levels: pd.DataFrame, name: str) -> list[str]:
    if name not in levels.index:
        return ["–"] * len(KPIS)
    return [kpi.show(float(levels[kpi.column][name])) for kpi in KPIS]


def _interval(table: Sequence[Contrast], arm: str, kpi: Kpi) -> str:
    found = contrast(table, arm, kpi.column)
    low, high = (kpi.show(limit, signed=True) for limit in (found.low, found.high))
    return f"\n{low.removesuffix(' pp')} to {high}" if np.isfinite(found.low) else ""
