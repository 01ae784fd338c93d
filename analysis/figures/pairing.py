"""Which two arms a chart sets side by side, and what to say about a change between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.measures.summary import best_arm, contrasts
from analysis.statistics.intervals import CONFIDENCE, Interval, mean_interval
from analysis.style import points, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison


def side_by_side(comparison: Comparison) -> tuple[str, ...]:
    """Baseline and the arm that earns most beside it; the lone arm of a single run."""
    if len(comparison.arms) < 2:
        return comparison.arms
    return comparison.arms[0], best_arm(contrasts(comparison))


def change(values: pd.Series[float], before: str, after: str, confidence: float = CONFIDENCE) -> Interval:
    """Mean difference between two arms over the replications that have a value in both.

    Parameters
    ----------
    values : indexed by arm and replication
    before, after : arms
    """
    known = values.dropna()
    runs = [known[known.index.get_level_values(0) == arm].droplevel(0) for arm in (before, after)]
    both = runs[0].index.intersection(runs[1].index)
    return mean_interval((runs[1].loc[both] - runs[0].loc[both]).to_numpy(), confidence)


def certainty(found: Interval, show: Callable[[float], str]) -> str:
    """Interval of a mean and the number of runs behind it."""
    if found.low is None or found.high is None:
        return found.reason
    return f"95% CI {show(found.low)} to {show(found.high)}; {found.replications} replications"


def level(values: pd.Series[float], arm: str) -> float:
    """Mean under one arm, NaN if there is none."""
    own = values[values.index.get_level_values(0) == arm]
    return float(own.mean()) if len(own) else np.nan


def most_apart(comparison: Comparison, values: pd.DataFrame) -> int:
    """Position of the column that differs most between the two arms; of one arm, of the largest.

    Parameters
    ----------
    values : indexed by arm and replication, at least one column
    """
    means = values.groupby(level=0).mean().reindex(list(side_by_side(comparison))).to_numpy(dtype=float)
    apart = means[-1] - means[0] if len(means) > 1 else means[0]
    return int(np.nan_to_num(abs(apart), nan=-1.0).argmax())


def set_against(
    comparison: Comparison,
    values: pd.Series[float],
    show: Callable[[float], str],
    difference: Callable[[float], str] = points,
) -> str:
    """Levels of a value under the two arms, and the difference with its uncertainty; of one arm, its level.

    Parameters
    ----------
    values : indexed by arm and replication
    show, difference : how to write a level, and a difference with its sign
    """
    arms = side_by_side(comparison)
    if len(arms) < 2:
        own = mean_interval(values.to_numpy())
        return show(np.nan if own.estimate is None else own.estimate) + (
            f" ({certainty(own, show)})" if own.low is not None else ""
        )
    found = change(values, arms[0], arms[1])
    if found.estimate == found.low == found.high == 0:
        same = f"the same under both arms in all {found.replications} replications"
        return f"{show(level(values, arms[0]))}, {same}"
    levels = (
        f"{show(level(values, arms[1]))} under “{spoken(arms[1])}”, "
        f"{show(level(values, arms[0]))} under “{spoken(arms[0])}”"
    )
    if found.estimate is None:
        return levels
    return f"{levels}: {difference(found.estimate)} ({certainty(found, difference)})"
