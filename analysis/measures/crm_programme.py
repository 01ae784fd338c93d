"""What CRM programmes came to: each run is held against the paired run without one, in the same luck.

A programme states targets and a budget. It misses them if any target is missed; it loses if its present value
is negative; it fails if it does either. The first arm of a comparison is the one without a programme.
Source: present value: Fisher (1930), "The theory of interest"; intervals of rates: Wilson (1927), "Probable
inference, the law of succession, and statistical inference".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from analysis.measures.memory import once_per_comparison
from analysis.measures.summary import focus
from analysis.measures.targets import measured
from analysis.statistics.intervals import Interval, share_interval
from analysis.style import money, percent, spoken
from sim.scenario.targets import Target
from sim.strategies.programme import Rollout

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

DISCOUNT_RATE: Final = 0.10
"""A year; a usual hurdle for projects of some risk."""

WAYS_TO_FAIL: Final[Mapping[str, str]] = {
    "fails": "fails",
    "misses_targets": "misses its targets",
    "loses": "has a negative present value",
}
_ROUNDING: Final = 1e-12


def programme_outcomes(comparison: Comparison, discount_rate: float = DISCOUNT_RATE) -> pd.DataFrame:
    """What the focus firm's programme came to in every replication of every arm that has one.

    Parameters
    ----------
    comparison
        Its first arm is the baseline without a programme.
    discount_rate
        A year; differences in profit count from the end of their period back to the start of the run.

    Returns
    -------
    One row per arm and replication: `present_value_cents`, of the difference in profit from the baseline;
    `spent_cents` on programmes, and `budget_cents` as planned, preparing included, not discounted;
    `targets_missed` of the scenario's targets; whether it `misses_targets`, `loses` and `fails`.
    """
    wanted, flows = _figures(comparison), _flows(comparison)
    rows = [
        _outcome(comparison, arm, replication, (wanted, flows), discount_rate)
        for arm in comparison.arms[1:]
        if _plan(comparison, arm) is not None
        for replication in range(comparison.replications)
        if {(comparison.arms[0], replication), (arm, replication)} <= flows.keys()
    ]
    return pd.DataFrame(rows)


@once_per_comparison
def usual_outcomes(comparison: Comparison) -> pd.DataFrame:
    """`programme_outcomes` at the usual rate of discount."""
    return programme_outcomes(comparison)


def has_programme(comparison: Comparison) -> bool:
    """Whether a run with a programme of the focus firm is there, and the run of the first arm without one."""
    # Results that were kept before there were programmes lack both.
    if not hasattr(comparison, "scenarios") or "programmes_cents" not in comparison.tables["firm"]:
        return False
    return _plan(comparison, comparison.arms[0]) is None and not usual_outcomes(comparison).empty


def failure_rate(failed: pd.Series[bool]) -> Interval:
    """Share of runs that failed, with Wilson's 95% interval.

    Parameters
    ----------
    failed : bool[replications]
        At least one.
    """
    return share_interval(int(failed.sum()), len(failed))


def programmes_table(outcomes: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    """Columns and rows, an arm a row: how often its programme failed, what it was worth and what it cost."""
    rows = [
        [
            spoken(str(arm)),
            *(_rate(runs[column]) for column in WAYS_TO_FAIL),
            money(float(runs.present_value_cents.mean())),
            money(float(runs.spent_cents.mean())),
            money(float(runs.budget_cents.mean())),
            str(len(runs)),
        ]
        for arm, runs in outcomes.groupby("arm", sort=False)
    ]
    columns = ["arm", *WAYS_TO_FAIL.values(), "mean present value", "mean spending", "budget", "replications"]
    return columns, rows


def _rate(failed: pd.Series[bool]) -> str:
    rate = failure_rate(failed)
    assert rate.estimate is not None
    assert rate.low is not None
    assert rate.high is not None
    return f"{percent(rate.estimate)} (95% CI {percent(rate.low)} to {percent(rate.high)})"


def _plan(comparison: Comparison, arm: str) -> Rollout | None:
    programme = comparison.scenarios[arm].firms[focus(comparison)].strategies.programme
    return programme if isinstance(programme, Rollout) else None


def _flows(comparison: Comparison) -> dict[tuple[str, int], pd.DataFrame]:
    """Rows of the focus firm by period, by arm and replication."""
    firm = comparison.tables["firm"]
    own = firm[firm.firm == focus(comparison)].sort_values("period")
    return {
        (str(rows.arm.iloc[0]), int(rows.replication.iloc[0])): rows.reset_index(drop=True)
        for _, rows in own.groupby(["arm", "replication"], sort=False)
    }


def _figures(comparison: Comparison) -> pd.DataFrame:
    """Key figures of the focus firm for which there are targets, indexed by arm and replication."""
    return measured(comparison)[[*comparison.scenario.targets]].astype(float)


def _outcome(
    comparison: Comparison,
    arm: str,
    replication: int,
    found: tuple[pd.DataFrame, dict[tuple[str, int], pd.DataFrame]],
    discount_rate: float,
) -> dict[str, str | int | float | bool]:
    figures, flows = found
    run, base = (arm, replication), (comparison.arms[0], replication)
    year = comparison.scenario.periods_per_year
    value = present_value(flows[run].profit_cents - flows[base].profit_cents, year, discount_rate)
    before, after = figures.xs(base).to_numpy(), figures.xs(run).to_numpy()
    targets = comparison.scenario.targets.values()
    missed = sum(not is_met(target, before[at], after[at]) for at, target in enumerate(targets))
    plan = _plan(comparison, arm)
    assert plan is not None
    return {
        "arm": arm,
        "replication": replication,
        "present_value_cents": value,
        "spent_cents": int(flows[run].programmes_cents.sum() - flows[base].programmes_cents.sum()),
        "budget_cents": round(100 * (plan.budget + plan.preparation)),
        "targets_missed": missed,
        "misses_targets": missed > 0,
        "loses": value < 0,
        "fails": missed > 0 or value < 0,
    }


def present_value(cents: pd.Series[int], periods_per_year: int, discount_rate: float) -> float:
    """What a series of payments is worth at its beginning, each counted at the end of its period."""
    years = (np.arange(len(cents)) + 1) / periods_per_year
    return float((cents.to_numpy() / (1.0 + discount_rate) ** years).sum())


def is_met(target: Target, before: float, after: float) -> bool:
    """Whether one run meets a target against its paired run; a figure that cannot be had meets none."""
    wanted = {"change": before * (1.0 + target.value), "difference": before + target.value}.get(
        target.way, target.value
    )
    gap = after - wanted if target.wants_more else wanted - after
    return bool(gap >= -_ROUNDING * max(1.0, abs(wanted)))
