"""Tornado: how far each factor alone moves the response, from its low to its high end.

Three ways to the swing, by the design: read off directly where factors were changed one at a time; as the
difference between the means at two levels of a factor on a grid, over all else; by linear regression
where all factors were sampled together.

Sources: Eschenbach (1992), "Spiderplots versus tornado diagrams for sensitivity analysis"; MacKinnon & White
(1985), "Some heteroskedasticity-consistent covariance matrix estimators with improved finite sample
properties".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Told
from analysis.sensitivity.factor_values import codes, factor_name, is_unset, written
from analysis.sensitivity.figures.bars import Bar, tornado_chart
from analysis.sensitivity.regression import Fit, least_squares
from analysis.sensitivity.responses import Responses, check_layout, refusal
from analysis.sensitivity.tables import UNIT, columns_of, in_words, interval_words
from analysis.statistics.intervals import Interval, mean_interval
from analysis.style import headline_case
from sim.experiments.designs import FullFactorial, OneAtATime, ZippedFactors

DIRECT = "one factor at a time, all else as in the file"
BY_MEANS = "difference between the means at two levels of a factor, over all else"


@dataclass(frozen=True)
class Swing:
    """What one factor does: change of the response from the base at both ends, and from end to end.

    Ends are in the order of the factor's values. A factor with more than two levels is shown at those with
    the smallest and the largest mean response, so that a peak between its ends is seen.
    """

    factor: str
    ends: tuple[Any, Any]
    low: Interval
    high: Interval
    swing: Interval

    @property
    def reach(self) -> float:
        """Distance between the outermost of base, low and high response."""
        found = [0.0, self.low.estimate or 0.0, self.high.estimate or 0.0]
        return max(found) - min(found)

    @property
    def bent(self) -> bool:
        """Whether both ends are on one side of the base, so that the way from end to end says little."""
        return (self.low.estimate or 0.0) * (self.high.estimate or 0.0) > 0


@dataclass(frozen=True)
class Tornado:
    """Swings of all factors, the widest first; `base` is the response that changes are counted from."""

    responses: Responses
    base: Interval
    swings: tuple[Swing, ...]
    method: str

    def table(self) -> pd.DataFrame:
        """One row per factor: its ends, and the changes at the low end, the high end and between."""
        rows = [
            {
                "factor": swing.factor,
                "low_end": written(swing.ends[0]),
                "high_end": written(swing.ends[1]),
                **columns_of("change_at_low_end", swing.low),
                **columns_of("change_at_high_end", swing.high),
                **columns_of("end_to_end", swing.swing),
                "unit": UNIT[self.responses.kpi.kind],
            }
            for swing in self.swings
        ]
        return pd.DataFrame(rows)

    def words(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table as a reader expects them."""
        measured = ("change_at_low_end", "change_at_high_end", "end_to_end")
        return in_words(self.table(), dict.fromkeys(measured, partial(self.responses.show, signed=True)))

    def finding(self) -> str:
        """Name what drives the response most, with its uncertainty."""
        first, title = self.swings[0], self.responses.title
        if not first.reach:
            return f"No factor moves {title}."
        ends = [written(end) for end in first.ends]
        low, high, swing = (
            interval_words(each, self.responses) for each in (first.low, first.high, first.swing)
        )
        said = (
            f"{low} at {ends[0]} and {high} at {ends[1]}"
            if first.bent
            else f"{swing} from {ends[0]} to {ends[1]}"
        )
        name = factor_name(first.factor)
        if all(_is_unclear(each) for each in (first.low, first.high, first.swing)):
            return f"No factor clearly moves {title}; the largest swing is that of {name}: {said}."
        return f"{headline_case(name)} moves {title} most: {said}."

    def notes(self) -> str:
        """How it was found, what is missing and how much is luck."""
        base = self.responses.show(np.nan if self.base.estimate is None else self.base.estimate)
        return f"Changes are counted from {base}: {self.method}. {self.responses.caveats()}"

    def figure(self) -> go.Figure:
        """Draw the tornado."""
        words = (
            f"Change in {self.responses.title} when one factor goes to the end of its range. Lines are 95% "
            f"intervals. {self.notes()}"
        )
        bars = [
            Bar(factor_name(swing.factor), tuple(map(written, swing.ends)), swing.low, swing.high)
            for swing in self.swings
        ]
        return tornado_chart(bars, self.responses.kpi, Told(self.finding(), words, *self.words()))


def _is_unclear(interval: Interval) -> bool:
    """Whether there is an interval and zero is in it."""
    return interval.low is not None and interval.high is not None and interval.low <= 0 <= interval.high


def analyse_tornado(responses: Responses) -> Tornado:
    """Swings of all factors.

    Raises
    ------
    BadInput
        If factors cannot be told apart, or too few points have finished.
    """
    design, whole = responses.design, responses.complete
    if whole.points.empty:
        raise refusal("tornado", "no run has finished", "run the sweep first")
    if isinstance(design, ZippedFactors) and len(design.over) > 1:
        raise refusal("tornado", "factors of a zip move together", "use a grid or a sampled design")
    if isinstance(design, OneAtATime):
        return _direct(responses)
    if isinstance(design, FullFactorial | ZippedFactors):
        swings = [_by_means(whole, str(path)) for path in whole.points]
        return _sorted(responses, _mean_over(whole), swings, BY_MEANS)
    fit = least_squares(whole)
    method = (
        f"linear regression over {len(whole.points)} points, explaining {fit.r_squared:.0%} of the variance"
    )
    return _sorted(responses, fit.base, [_by_regression(fit, path) for path in fit.blocks], method)


def _sorted(responses: Responses, base: Interval, swings: Sequence[Swing], method: str) -> Tornado:
    ordered = sorted(swings, key=lambda swing: -swing.reach)
    return Tornado(responses, base, tuple(ordered), method)


def _direct(responses: Responses) -> Tornado:
    check_layout(responses, "tornado")
    values = responses.values
    base = values.iloc[0]
    if not base.notna().any():
        raise refusal("tornado", "the run with the file as it is has not finished", "resume the sweep")
    swings = []
    for path, column in responses.points.items():
        at = [number for number in column.index if not is_unset(column[number])]
        chosen = _extremes([values.loc[number] for number in at])
        ends = tuple(column[at[i]] for i in chosen)
        low, high = (values.loc[at[i]] for i in chosen)
        swings.append(_paired(str(path), (ends[0], ends[-1]), (low, high), base))
    return _sorted(responses, mean_interval(base), swings, DIRECT)


def _by_means(responses: Responses, path: str) -> Swing:
    """Means at two levels over the combinations of everything else that both levels have."""
    known = responses.levels(path)
    others = responses.points.drop(columns=path).map(written)
    rest = pd.MultiIndex.from_frame(others) if len(others.columns) else pd.Index([0] * len(others))
    at = np.array(codes(responses.points[path], known))
    by_level = [responses.values[at == i].set_axis(rest[at == i]) for i in range(len(known))]
    low, high = _extremes([frame.mean(axis=0) for frame in by_level])
    both = by_level[low].index.intersection(by_level[high].index)
    means = [by_level[i].loc[both].mean(axis=0) for i in (low, high)]
    return _paired(path, (known[low], known[high]), (means[0], means[1]), responses.values.mean(axis=0))


def _extremes(rows: Sequence[pd.Series[float]]) -> tuple[int, int]:
    """Places, in order, of the rows whose means are smallest and largest; of two rows, both."""
    means = np.array([row.mean() for row in rows])
    if len(rows) < 3 or np.isnan(means).all():
        return 0, len(rows) - 1
    first, second = sorted((int(np.nanargmin(means)), int(np.nanargmax(means))))
    return (first, second) if first < second else (0, len(rows) - 1)


def _paired(
    path: str,
    ends: tuple[Any, Any],
    rows: tuple[pd.Series[float], pd.Series[float]],
    base: pd.Series[float],
) -> Swing:
    low, high = rows
    changes = (low - base, high - base, high - low)
    return Swing(path, ends, *(mean_interval(values.to_numpy()) for values in changes))


def _mean_over(responses: Responses) -> Interval:
    return mean_interval(responses.values.mean(axis=0).to_numpy())


def _by_regression(fit: Fit, path: str) -> Swing:
    """Predicted changes from the mean point to the ends of a factor that is a number, or between kinds."""
    block = fit.blocks[path]
    predicted = [fit.contrast(row - block.centre, path).estimate or 0.0 for row in block.rows]
    order = np.argsort(predicted, kind="stable")
    first, second = (
        sorted((int(order[0]), int(order[-1]))) if len(block.rows) > 2 else (0, len(block.rows) - 1)
    )
    low, high = block.rows[first], block.rows[second]
    return Swing(
        path,
        (block.values[first], block.values[second]),
        fit.contrast(low - block.centre, path),
        fit.contrast(high - block.centre, path),
        fit.contrast(high - low, path),
    )
