"""What charts of workbooks and slides show, as plain numbers: lines over time, differences, waterfalls."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd

from analysis import figures
from analysis.figures.lines import thinned
from analysis.measures.profit_bridge import bridge_profits
from analysis.measures.summary import Contrast, by_arm, focus, kpis, largest
from analysis.style import Look, arm_looks, firm_looks, headline_case, money, percent, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

DIFFERENCES: Final = ("profit_cents", "share_end", "satisfaction_end", "retention")
SCALES: Final = {"money": 100.0, "share": 0.01, "count": 1.0, "index": 1.0}
UNITS: Final = {"money": "money per run", "share": "percentage points", "count": "count", "index": "points"}


@dataclass(frozen=True)
class Series:
    """One line: its name, its look, and one value per time; None where there is nothing to measure."""

    name: str
    look: Look
    values: Sequence[float | None]


@dataclass(frozen=True)
class OverTime:
    """Lines over time. `left_out` counts the series beyond those shown."""

    heading: str
    finding: str
    unit: str
    number_format: str
    years: Sequence[float]
    series: Sequence[Series]
    left_out: int


@dataclass(frozen=True)
class Differences:
    """Mean difference of each arm from the baseline in one key figure, in `unit`.

    `below` and `above` are how far the 95% interval reaches from the mean; None where there is none.
    """

    heading: str
    finding: str
    unit: str
    number_format: str
    arms: Sequence[str]
    means: Sequence[float | None]
    below: Sequence[float | None]
    above: Sequence[float | None]

    @property
    def reach(self) -> tuple[float, float]:
        """Span of all intervals and zero, with some room beside them."""
        triples = list(zip(self.means, self.below, self.above, strict=True))
        ends = [mean - (low or 0.0) for mean, low, _ in triples if mean is not None]
        ends += [mean + (high or 0.0) for mean, _, high in triples if mean is not None]
        low, high = min([0.0, *ends]), max([0.0, *ends])
        step = tick_step(high - low) if high > low else 1.0
        return math.floor(low / step) * step, math.ceil(high / step) * step


@dataclass(frozen=True)
class Step:
    """One bar of a waterfall, from `start` to `end`, in money."""

    label: str
    start: float
    end: float
    kind: Literal["step", "total"]

    @property
    def hidden(self) -> float:
        """Part between zero and the bar, which a stacked chart leaves blank."""
        low, high = sorted((self.start, self.end))
        return low if low > 0 else min(high, 0.0)

    @property
    def above(self) -> float:
        """Part of the bar above zero, 0 or more."""
        return max(self.start, self.end, 0.0) - max(self.hidden, 0.0)

    @property
    def below(self) -> float:
        """Part of the bar below zero, 0 or less."""
        return min(self.start, self.end, 0.0) - min(self.hidden, 0.0)

    @property
    def colour_kind(self) -> Literal["gain", "loss", "total"]:
        """What colour it has."""
        if self.kind == "total":
            return "total"
        return "gain" if self.end >= self.start else "loss"


@dataclass(frozen=True)
class Waterfall:
    """Steps from nothing to the difference in profit between the baseline and an arm."""

    arm: str
    finding: str
    steps: Sequence[Step]


def share_over_time(comparison: Comparison, most: int) -> OverTime:
    """Share of units sold: the focus firm's by arm; of a single arm, every firm's. At most `most` series."""
    found = _ending(comparison, "share_end")
    finding = f"{spoken(focus(comparison))}’s share of units in the last year: {found}"
    table = comparison.tables["firm"]
    return _over_time(
        comparison, table.assign(value=table["share"]), ("Share of units", finding, "share"), most
    )


def profit_over_time(comparison: Comparison, most: int) -> OverTime:
    """Profit since the start, in money: the focus firm's by arm; of a single arm, every firm's."""
    finding = f"{spoken(focus(comparison))}’s profit by the end: {_ending(comparison, 'profit_cents')}"
    firm = comparison.tables["firm"].sort_values("period", kind="stable")
    runs = firm.groupby(["arm", "replication", "firm"], sort=False)
    table = firm.assign(value=runs["profit_cents"].cumsum() / 100)
    return _over_time(comparison, table, ("Cumulative profit", finding, "money"), most)


def _ending(comparison: Comparison, column: str) -> str:
    table = kpis(comparison)
    own = table[table.firm == focus(comparison)].set_index(["arm", "replication"])[column]
    return by_arm(comparison, own, money if column == "profit_cents" else percent)


def _over_time(
    comparison: Comparison, table: pd.DataFrame, words: tuple[str, str, str], most: int
) -> OverTime:
    several = len(comparison.arms) > 1
    if several:
        table = table[table.firm == focus(comparison)]
    by = "arm" if several else "firm"
    means = table.groupby(["period", by], sort=True)["value"].mean().unstack()
    years = table.groupby("period", sort=True)["time_years"].first()
    looks = arm_looks(comparison.arms) if several else firm_looks(comparison.scenario.firms)
    names = [name for name in looks if name in means.columns]
    shown = shown_arms(comparison, most) if several else names[:most]
    series = [
        Series(name, looks[name], list(map(known, means[name].to_numpy()))) for name in shown if name in names
    ]
    heading, finding, unit = words
    number_format = "0%" if unit == "share" else "#,##0"
    return OverTime(
        f"{heading} {'by arm' if several else 'by firm'}",
        headline_case(finding),
        unit,
        number_format,
        [float(year) for year in years],
        series,
        len(names) - len(series),
    )


def thinned_lines(lines: OverTime, most: int) -> OverTime:
    """The same lines with at most `most` points in time, for an embedded workbook that stays small."""
    kept = thinned(len(lines.years), most)
    series = [Series(each.name, each.look, [each.values[i] for i in kept]) for each in lines.series]
    years = [lines.years[i] for i in kept]
    return OverTime(
        lines.heading, lines.finding, lines.unit, lines.number_format, years, series, lines.left_out
    )


def shown_arms(comparison: Comparison, most: int) -> list[str]:
    """At most `most` arms in their order, always with the baseline and the one that earns most beside it."""
    if len(comparison.arms) <= most:
        return [*comparison.arms]
    firm = comparison.tables["firm"]
    own = firm[(firm.firm == focus(comparison)) & (firm.arm != comparison.arms[0])]
    profit = own.groupby(["arm", "replication"])["profit_cents"].sum().groupby("arm").mean()
    first = dict.fromkeys([comparison.arms[0], str(profit.idxmax()), *comparison.arms])
    kept = [*first][:most]
    return [arm for arm in comparison.arms if arm in kept]


def differences(found: Sequence[Contrast], arms: Sequence[str]) -> list[Differences]:
    """Differences from the baseline in the leading key figures, those in which no arm differs left out."""
    rows = [[row for row in found if row.kpi.column == column and row.arm in arms] for column in DIFFERENCES]
    differing = [any(np.isfinite(row.difference) and not row.identical for row in each) for each in rows]
    return [_differences(each) for each, differs in zip(rows, differing, strict=True) if differs]


def _differences(rows: Sequence[Contrast]) -> Differences:
    kpi, most = rows[0].kpi, largest(rows, rows[0].kpi.column)
    scale = SCALES[kpi.kind]
    size = kpi.show(most.difference, signed=True)
    return Differences(
        headline_case(kpi.label),
        f"{kpi.label} {size} with “{spoken(most.arm)}” ({most.certainty().split('; ')[0]})",
        UNITS[kpi.kind],
        "#,##0" if kpi.kind in {"money", "count"} else "General",
        [row.arm for row in rows],
        [known(row.difference / scale) for row in rows],
        [known((row.difference - row.low) / scale) for row in rows],
        [known((row.high - row.difference) / scale) for row in rows],
    )


def waterfall(comparison: Comparison, arm: str, most: int | None = None) -> Waterfall | None:
    """Waterfall of the focus firm's gain in profit per run from the baseline to `arm`, driver by driver.

    With more than `most` drivers, the smallest are put together. None if no replication finished in both.
    """
    try:
        bridge = bridge_profits(comparison, arm)
    except ValueError:
        return None
    finding = figures.profit_bridge(comparison, arm).layout.meta["finding"]
    moved = {driver: cents / bridge.replications for driver, cents in bridge.drivers.items() if cents}
    gain = (bridge.profit_after - bridge.profit_before) / bridge.replications
    return Waterfall(arm, finding, _steps(_largest(moved, most), gain))


def _largest(moved: Mapping[str, float], most: int | None) -> dict[str, float]:
    if most is None or len(moved) <= most:
        return dict(moved)
    kept = sorted(moved, key=lambda driver: -abs(moved[driver]))[: most - 1]
    rest = sum(cents for driver, cents in moved.items() if driver not in kept)
    return {driver: moved[driver] for driver in moved if driver in kept} | {
        f"{len(moved) - len(kept)} smaller drivers": rest
    }


def _steps(moved: Mapping[str, float], gain: float) -> list[Step]:
    reached, steps = 0.0, []
    for driver, cents in moved.items():
        label = f"{driver} {money(cents, signed=True)}"
        steps.append(Step(label, reached / 100, (reached + cents) / 100, "step"))
        reached += cents
    return [*steps, Step(f"difference {money(gain, signed=True)}", 0.0, gain / 100, "total")]


def known(value: float) -> float | None:
    """The value, or None where it is not finite, which a chart leaves blank."""
    return float(value) if np.isfinite(value) else None


def tick_step(reach: float) -> float:
    """Distance of ticks that divides a span, above 0, into some 5 to 10 round parts."""
    power = 10.0 ** math.floor(math.log10(reach / 5))
    return next(step * power for step in (1, 2, 5, 10) if reach / (step * power) <= 10)
