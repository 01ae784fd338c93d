"""Targets of a scenario checked against what came out: met, missed or not to be told, and how probably.

A target is met when the whole 95% interval of the mean outcome is on its good side, missed when the whole
interval is on the other, and unclear between.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd

from analysis.measures.channels import costs_of_channels
from analysis.measures.summary import BY_COLUMN, Kpi, focus, kpis
from analysis.statistics.intervals import (
    IDENTICAL,
    NO_REPLICATION,
    Interval,
    mean_interval,
    paired_difference,
    ratio_interval,
)
from analysis.style import headline_case, likely, percent, spoken
from sim.scenario.targets import Target

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

Status = Literal["met", "missed", "unclear"]

MEASURES: Final[Mapping[str, Kpi]] = {
    **BY_COLUMN,
    "cost_of_sales": Kpi("cost_of_sales", "cost of sales, share of revenue", "share", more_is_better=False),
    "channel_cost_share": Kpi("channel_cost_share", "channel cost, share of revenue", "share", False),
    "cost_per_sale_cents": Kpi("cost_per_sale_cents", "channel cost per sale", "money", False),
    "cost_per_contact_cents": Kpi("cost_per_contact_cents", "cost per served contact", "money", False),
    "face_to_face_contacts": Kpi("face_to_face_contacts", "face-to-face contacts", "count"),
}
"""Key figures that a target can be set for.

Cost of sales: channels' transaction and infrastructure cost; channel cost: contacts by channel besides.
"""

NO_BASELINE: Final = "there is no other arm to measure a change against"
NO_CHANGE_OF_A_LOSS: Final = "the baseline’s mean is not above 0, so that no relative change can be had"
_ROUNDING: Final = 1e-12


@dataclass(frozen=True)
class TargetResult:
    """One target and what came out under one arm.

    Attributes
    ----------
    outcome, low, high : mean over replications and its 95% interval, in what the target speaks of: a relative
        change, a difference, or a level; null where it cannot be had
    chance : probability that the target is met on average; null where it cannot be had
    replications : replications (pairs of them, for a change or a difference) behind these
    status : met, missed or unclear
    reason : why an outcome or interval is null; empty if none is
    """

    arm: str
    kpi: Kpi
    target: Target
    outcome: float
    low: float
    high: float
    chance: float
    replications: int
    status: Status
    reason: str = ""

    def show(self, value: float) -> str:
        """Write a value in what the target speaks of."""
        if self.target.way == "change":
            return percent(value, signed=True)
        return self.kpi.show(value, signed=self.target.way == "difference")

    @property
    def wanted(self) -> str:
        """The target in words."""
        shown = self.show(self.target.value)
        if self.target.is_relative:
            return f"{shown} or {'more' if self.target.wants_more else 'less'}"
        return f"{self.target.way.replace('_', ' ')} {shown}"

    @property
    def came_out(self) -> str:
        """The outcome with its interval, in words."""
        if not math.isfinite(self.low):
            return f"{self.show(self.outcome)} ({self.reason})"
        return f"{self.show(self.outcome)} (95% CI {self.show(self.low)} to {self.show(self.high)})"


def check_targets(comparison: Comparison) -> list[TargetResult]:
    """Check every target of the scenario under every arm, target by target.

    A change or a difference is checked under the arms beside the baseline, replication by replication in the
    same luck; of a single arm it is unclear.
    """
    outcomes = measured(comparison)
    return [
        _checked(outcomes, arm, comparison.arms[0], (MEASURES[metric], target))
        for metric, target in comparison.scenario.targets.items()
        for arm in _arms_of(comparison, target)
    ]


def _arms_of(comparison: Comparison, target: Target) -> Sequence[str]:
    several = len(comparison.arms) > 1
    return comparison.arms[1:] if target.is_relative and several else comparison.arms


def measured(comparison: Comparison) -> pd.DataFrame:
    """Key figures of the focus firm, those of its channels included, indexed by arm and replication."""
    firm = comparison.tables["firm"]
    own = firm[firm.firm == focus(comparison)]
    sums = own.groupby(["arm", "replication"])[
        ["transaction_cents", "infrastructure_cents", "revenue_cents"]
    ].sum()
    cost = sums.transaction_cents + sums.infrastructure_cents
    table = kpis(comparison)
    table = table[table.firm == focus(comparison)].set_index(["arm", "replication"])
    channels = costs_of_channels(comparison)
    return table.assign(cost_of_sales=cost / sums.revenue_cents.where(sums.revenue_cents != 0)).join(channels)


def _checked(outcomes: pd.DataFrame, arm: str, base: str, wanted: tuple[Kpi, Target]) -> TargetResult:
    kpi, target = wanted
    values = outcomes[kpi.column]
    own = _of(values, arm)
    if not target.is_relative:
        return _result(arm, wanted, mean_interval(own), (np.full(len(own), target.value), own.to_numpy()))
    if arm == base:
        return _unknown(arm, wanted, NO_BASELINE)
    pairs = pd.concat([_of(values, base), own], axis=1, join="inner", keys=["base", "arm"]).dropna()
    before, after = pairs["base"].to_numpy(dtype=float), pairs["arm"].to_numpy(dtype=float)
    if not len(pairs):
        return _unknown(arm, wanted, NO_REPLICATION)
    if target.way == "difference":
        found = paired_difference(before, after).difference
        return _result(arm, wanted, found, (before + target.value, after))
    if before.mean() <= 0:
        return _unknown(arm, wanted, NO_CHANGE_OF_A_LOSS)
    ratio = ratio_interval(after, before)
    return _result(arm, wanted, _less_one(ratio), (before * (1 + target.value), after))


def _of(values: pd.Series[float], arm: str) -> pd.Series[float]:
    known = values.index.get_level_values("arm")
    return values[known == arm].droplevel("arm").dropna()


def _less_one(ratio: Interval) -> Interval:
    estimate, low, high = (
        None if limit is None else limit - 1 for limit in (ratio.estimate, ratio.low, ratio.high)
    )
    return Interval(estimate, low, high, ratio.replications, ratio.reason)


def _unknown(arm: str, wanted: tuple[Kpi, Target], reason: str) -> TargetResult:
    return TargetResult(arm, *wanted, math.nan, math.nan, math.nan, math.nan, 0, "unclear", reason)


def _result(
    arm: str, wanted: tuple[Kpi, Target], found: Interval, against: tuple[np.ndarray, np.ndarray]
) -> TargetResult:
    """Result from the outcome's interval and, for the probability, what is wanted and what came out."""
    kpi, target = wanted
    outcome, low, high = (
        math.nan if limit is None else limit for limit in (found.estimate, found.low, found.high)
    )
    compared = paired_difference(*against, lower_is_better=not target.wants_more)
    chance = 1.0 if compared.reason == IDENTICAL else compared.probability_better
    return TargetResult(
        arm,
        kpi,
        target,
        outcome,
        low,
        high,
        math.nan if chance is None else chance,
        found.replications,
        _status(target, low, high),
        found.reason,
    )


def _status(target: Target, low: float, high: float) -> Status:
    # A target that is met exactly must not be missed by the last bit.
    worst, best = (low, high) if target.wants_more else (-high, -low)
    wanted = target.value if target.wants_more else -target.value
    slack = _ROUNDING * max(1.0, abs(wanted))
    if worst >= wanted - slack:
        return "met"
    return "missed" if best < wanted - slack else "unclear"


def targets_table(results: Sequence[TargetResult]) -> tuple[list[str], list[list[str]]]:
    """Columns and rows: what was wanted of each arm, what came out, and whether that will do."""
    rows = [
        [
            result.kpi.label,
            result.wanted,
            spoken(result.arm),
            result.came_out,
            result.status,
            likely(result.chance),
            str(result.replications),
        ]
        for result in results
    ]
    return ["target", "wanted", "arm", "came out", "result", "P(met)", "replications"], rows


def targets_sentence(results: Sequence[TargetResult]) -> str:
    """Say how many targets the best arm meets, misses and leaves open; empty without targets."""
    if not results:
        return ""
    by_arm: dict[str, list[TargetResult]] = {}
    for result in results:
        by_arm.setdefault(result.arm, []).append(result)
    arm = max(by_arm, key=lambda name: sum(each.status == "met" for each in by_arm[name]))
    own = by_arm[arm]
    met = sum(each.status == "met" for each in own)
    others = f", most of {len(by_arm)} arms" if len(by_arm) > 1 else ""
    parts = [f"“{spoken(arm)}” meets {met} of {len(own)} target{'s' if len(own) > 1 else ''}{others}"]
    for status, words in (("missed", "missed"), ("unclear", "cannot be told")):
        named = [
            f"{each.kpi.label} ({each.came_out.split(' (')[0]}, wanted {each.wanted})"
            for each in own
            if each.status == status
        ]
        parts += [f"{words}: {', '.join(named)}"] if named else []
    return headline_case("; ".join(parts)) + "."
