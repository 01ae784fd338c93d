"""Linear regression of a response on the factors of a sweep, with intervals that need no equal variances.

Source: MacKinnon & White (1985), "Some heteroskedasticity-consistent covariance matrix estimators with
improved finite sample properties": HC3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from analysis.sensitivity.factor_values import codes, numbers
from analysis.sensitivity.responses import Responses, refusal
from analysis.statistics.intervals import Interval
from sim.experiments.designs import Span
from sim.units import Floats, Ints


@dataclass(frozen=True)
class Block:
    """The columns of one factor.

    Attributes
    ----------
    columns : int64[k], places in the coefficients
    values : the ends of a factor that is a number, else all its values
    rows : float64[values, k], the columns at each of these
    centre : float64[k], their mean over the points
    """

    columns: Ints
    values: list[Any]
    rows: Floats
    centre: Floats


@dataclass(frozen=True)
class Fit:
    """Fitted regression: coefficients float64[k], their covariance float64[k, k], a block per factor."""

    coefficients: Floats
    covariance: Floats
    freedom: int
    r_squared: float
    base: Interval
    blocks: dict[str, Block]

    def contrast(self, change: Floats, path: str) -> Interval:
        """Predicted effect of a change in the columns of one factor, with its 95% interval."""
        columns = self.blocks[path].columns
        effect = float(change @ self.coefficients[columns])
        variance = float(change @ self.covariance[np.ix_(columns, columns)] @ change)
        reach = float(stdtrit(self.freedom, 0.975)) * np.sqrt(max(variance, 0.0))
        return Interval(effect, effect - reach, effect + reach, self.freedom)


def least_squares(responses: Responses) -> Fit:
    """Fit the mean response at each point by all factors, numbers by their scale and others as they are.

    Raises
    ------
    BadInput
        If there are too few points, or factors move together.
    """
    blocks: dict[str, Block] = {}
    columns: list[Floats] = [np.ones(len(responses.points))]
    for path in responses.points:
        part, values, rows = _encoded(responses, str(path))
        places = np.arange(len(columns), len(columns) + part.shape[1])
        blocks[str(path)] = Block(places, values, rows, part.mean(axis=0))
        columns += list(part.T)
    return _fitted(np.column_stack(columns), responses.mean_array, blocks)


def _fitted(matrix: Floats, response: Floats, blocks: dict[str, Block]) -> Fit:
    points, width = matrix.shape
    if points < width + 2:
        remedy = f"sample at least {width + 2} points"
        raise refusal("tornado", f"{points} points are too few for {width - 1} effects", remedy)
    if np.linalg.matrix_rank(matrix) < width:
        raise refusal("tornado", "some factors move together", "use a design that moves them apart")
    inverse = np.linalg.inv(matrix.T @ matrix)
    coefficients = inverse @ matrix.T @ response
    residuals = response - matrix @ coefficients
    leverage = np.einsum("ij,jk,ik->i", matrix, inverse, matrix)
    inflated = residuals / np.maximum(1 - leverage, 1e-9)
    meat = (matrix * inflated[:, np.newaxis] ** 2).T @ matrix
    spread = float(((response - response.mean()) ** 2).sum())
    explained = 1 - float((residuals**2).sum()) / spread if spread > 0 else float("nan")
    mean = float(response.mean())
    reach = float(stdtrit(points - width, 0.975)) * float(residuals.std(ddof=width)) / np.sqrt(points)
    base = Interval(mean, mean - reach, mean + reach, points)
    return Fit(coefficients, inverse @ meat @ inverse, points - width, explained, base, blocks)


def _encoded(responses: Responses, path: str) -> tuple[Floats, list[Any], Floats]:
    """Columns of a factor at all points, the values that stand for its range, and the columns at these."""
    column = responses.points[path]
    known = responses.levels(path)
    if len(known) < 2:
        return np.empty((len(column), 0)), known, np.empty((0, 0))
    if numbers(column) is None:
        identity = np.eye(len(known))[:, 1:]
        return identity[codes(column, known)], known, identity
    ends = _ends(responses, path, column)
    at = np.array([[ends.share(value)] for value in column])
    return at, [ends.low, ends.high], np.array([[0.0], [1.0]])


def _ends(responses: Responses, path: str, column: pd.Series[Any]) -> Span:
    """Span of a factor that is a number: that of the design, else that of the values that turned up."""
    factor = getattr(responses.design, "over", {}).get(path)
    if isinstance(factor, Span):
        return factor
    return Span.model_validate({"from": float(column.min()), "to": float(column.max())})
