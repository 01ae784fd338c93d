"""Means, paired differences and ratios over replications, with intervals that say when they cannot be had.

Sources: Student (1908), "The probable error of a mean"; Fieller (1954), "Some problems in interval
estimation"; Wilson (1927), "Probable inference, the law of succession, and statistical inference".
"""

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from sim.units import Floats

CONFIDENCE = 0.95
ONE_REPLICATION = "one replication says nothing about luck"
NO_REPLICATION = "no replication has a value"
IDENTICAL = "identical"

_FIGURES = ("baseline_mean", "arm_mean", "difference", "low", "high", "share_better", "probability_better")
_COLUMNS = {
    "measure": "str",
    "arm": "str",
    "replications": "int64",
    **dict.fromkeys(_FIGURES, "float64"),
    "reason": "str",
}


@dataclass(frozen=True)
class Interval:
    """An estimate and the interval around it.

    Attributes
    ----------
    estimate, low, high : float or None
        None where it cannot be had.
    replications : int
        Values it rests on; nulls are left out.
    reason : str
        Why an estimate or an interval is None; empty if none is.
    """

    estimate: float | None
    low: float | None
    high: float | None
    replications: int
    reason: str = ""


@dataclass(frozen=True)
class PairedDifference:
    """How much more one arm gets than another in the same luck.

    Attributes
    ----------
    difference : Interval
        Mean of arm - baseline over replications.
    share_better : float or None
        Share of replications in which the arm is better; a tie counts half.
    probability_better : float or None
        Probability that the mean difference is in the better direction: Student's t, which is also the
        posterior under a flat prior. None with reason "identical" if the arms agree in every replication.
    reason : str
        Why a probability is None; empty if it is not.
    """

    difference: Interval
    share_better: float | None
    probability_better: float | None
    reason: str = ""


def share_interval(count: int, of: int, confidence: float = CONFIDENCE) -> Interval:
    """Share of cases, at least one, with its interval by Wilson (1927), which holds at 0 and 1 too."""
    from scipy.stats import binomtest  # noqa: PLC0415 - costs half a second that few commands need

    limits = binomtest(count, of).proportion_ci(confidence, method="wilson")
    return Interval(count / of, float(limits.low), float(limits.high), of)


def mean_interval(values: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """Mean over replications and Student's t interval of it.

    Parameters
    ----------
    values : array_like[replications]
        Nulls are left out and not counted.
    confidence : float
        Coverage of the interval, in (0, 1).
    """
    known = _known(values)
    if not len(known):
        return Interval(None, None, None, 0, NO_REPLICATION)
    mean = float(known.mean())
    if len(known) == 1:
        return Interval(mean, None, None, 1, ONE_REPLICATION)
    reach = _quantile(len(known) - 1, confidence) * _standard_error(known)
    return Interval(mean, mean - reach, mean + reach, len(known))


def paired_difference(
    baseline: ArrayLike, arm: ArrayLike, *, lower_is_better: bool = False, confidence: float = CONFIDENCE
) -> PairedDifference:
    """Compare two arms replication by replication.

    Parameters
    ----------
    baseline, arm : array_like[replications]
        The same measure in both arms, paired by position; a replication that is null in either is left out.
    lower_is_better : bool
        True for costs, churn, complaints.
    confidence : float
        Coverage of the interval, in (0, 1).

    Raises
    ------
    ValueError
        If the arms have different numbers of replications.
    """
    gains = _known(_differences(baseline, arm))
    difference = mean_interval(gains, confidence)
    if not len(gains):
        return PairedDifference(difference, None, None, NO_REPLICATION)
    better = -gains if lower_is_better else gains
    share = float(((better > 0) + (better == 0) / 2).mean())
    if not gains.any():
        return PairedDifference(difference, share, None, IDENTICAL)
    if len(gains) == 1:
        return PairedDifference(difference, share, None, ONE_REPLICATION)
    return PairedDifference(difference, share, _probability_positive(better))


def ratio_interval(numerator: ArrayLike, denominator: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """Ratio of two means over paired replications, with Fieller's interval.

    The interval is None, with a reason, where the denominator's mean cannot be told from 0: every ratio is
    then compatible with the runs, or all but a middle range.

    Parameters
    ----------
    numerator, denominator : array_like[replications]
        Paired by position; a replication that is null in either is left out.
    confidence : float
        Coverage of the interval, in (0, 1).

    Raises
    ------
    ValueError
        If the two have different numbers of replications.
    """
    top, bottom = _pairs(numerator, denominator)
    known = ~(np.isnan(top) | np.isnan(bottom))
    top, bottom = top[known], bottom[known]
    if not len(top):
        return Interval(None, None, None, 0, NO_REPLICATION)
    if bottom.mean() == 0:
        return Interval(None, None, None, len(top), "the denominator's mean is 0")
    ratio = float(top.mean() / bottom.mean())
    if len(top) == 1:
        return Interval(ratio, None, None, 1, ONE_REPLICATION)
    limits = _fieller(top, bottom, confidence)
    if limits is None:
        return Interval(ratio, None, None, len(top), "the denominator's mean cannot be told from 0")
    return Interval(ratio, *limits, len(top))


def compare_arms(
    frame: pd.DataFrame, measures: Collection[str], baseline: str, lower_is_better: Collection[str] = ()
) -> pd.DataFrame:
    """Paired differences of every arm from the baseline, for each measure.

    Parameters
    ----------
    frame : DataFrame, one row per arm and replication
        Columns arm, replication and the measures. Replications present in only one of two arms (a run failed)
        are left out of that pair.
    measures : collection of str
    baseline : str
        The arm that others are compared with.
    lower_is_better : collection of str
        Measures of which less is better.

    Returns
    -------
    DataFrame, one row per measure and arm other than the baseline
        measure, arm, replications, baseline_mean, arm_mean, difference, low, high, share_better,
        probability_better, reason (why a figure is null; else empty). Means are over the pairs compared.

    Raises
    ------
    ValueError
        If the baseline is not among the arms, or an arm has a replication twice.
    """
    arms = list(dict.fromkeys(frame["arm"]))
    if baseline not in arms:
        raise ValueError(f"no arm {baseline!r} among {arms}")
    if frame.duplicated(["arm", "replication"]).any():
        raise ValueError("an arm has the same replication twice")
    rows = [
        _compared(frame, measure, (baseline, arm), measure in lower_is_better)
        for measure in measures
        for arm in arms
        if arm != baseline
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _compared(
    frame: pd.DataFrame, measure: str, arms: tuple[str, str], lower_is_better: bool
) -> dict[str, str | int | float | None]:
    one, other = (frame.loc[frame["arm"] == arm].set_index("replication")[measure].dropna() for arm in arms)
    both = one.index.intersection(other.index)
    one, other = one.loc[both], other.loc[both]
    result = paired_difference(one, other, lower_is_better=lower_is_better)
    return {
        "measure": measure,
        "arm": arms[1],
        "replications": len(both),
        "baseline_mean": mean_interval(one).estimate,
        "arm_mean": mean_interval(other).estimate,
        "difference": result.difference.estimate,
        "low": result.difference.low,
        "high": result.difference.high,
        "share_better": result.share_better,
        "probability_better": result.probability_better,
        "reason": result.reason or result.difference.reason,
    }


def _floats(values: ArrayLike) -> Floats:
    # By way of object, so that None, pandas.NA and NaN all become the one null that numpy knows.
    nullable = pd.Series(np.asarray(values, dtype=object)).astype("Float64")
    return np.asarray(nullable.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)


def _known(values: ArrayLike) -> Floats:
    numbers = _floats(values)
    return np.asarray(numbers[~np.isnan(numbers)])


def _pairs(left: ArrayLike, right: ArrayLike) -> tuple[Floats, Floats]:
    first, second = _floats(left), _floats(right)
    if len(first) != len(second):
        raise ValueError(f"{len(first)} replications cannot be paired with {len(second)}")
    return first, second


def _differences(baseline: ArrayLike, arm: ArrayLike) -> Floats:
    whole = [np.asarray(values) for values in (baseline, arm)]
    if len(whole[0]) == len(whole[1]) and all(np.issubdtype(values.dtype, np.integer) for values in whole):
        # Whole cents beyond 2 ** 53 would lose their last digits as floats.
        return _integer_difference(whole[0], whole[1])
    first, second = _pairs(baseline, arm)
    return second - first


def _integer_difference(first: NDArray[np.integer], second: NDArray[np.integer]) -> Floats:
    return (second.astype(np.int64) - first.astype(np.int64)).astype(np.float64)


def _quantile(freedom: int, confidence: float) -> float:
    return float(stdtrit(freedom, (1 + confidence) / 2))


def _standard_error(values: Floats) -> float:
    # Equal values must have no spread at all, whatever rounding does to their mean.
    return 0.0 if not np.ptp(values) else float(values.std(ddof=1)) / math.sqrt(len(values))


def _probability_positive(values: Floats) -> float:
    mean, error = float(values.mean()), _standard_error(values)
    if error == 0:
        return float(mean > 0)
    return float(stdtr(len(values) - 1, mean / error))


def _fieller(top: Floats, bottom: Floats, confidence: float) -> tuple[float, float] | None:
    """Limits of the ratio of means; None where they are not a bounded interval."""
    covariance = np.cov(top, bottom) / len(top)
    reach = _quantile(len(top) - 1, confidence) ** 2
    above, below = float(top.mean()), float(bottom.mean())
    squared = below**2 - reach * float(covariance[1, 1])
    if squared <= 0:
        return None
    cross = above * below - reach * float(covariance[0, 1])
    constant = above**2 - reach * float(covariance[0, 0])
    root = math.sqrt(max(0.0, cross**2 - squared * constant))
    return (cross - root) / squared, (cross + root) / squared
