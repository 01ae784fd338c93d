"""Partial rank correlation: how surely the response rises or falls with a factor, the others held still.

Sources: Marino, Hogue, Ray & Kirschner (2008), "A methodology for performing global uncertainty and
sensitivity analysis in systems biology"; Fisher (1924), "The distribution of the partial correlation
coefficient".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from scipy.special import ndtri, stdtr

from analysis.figures.canvas import Told
from analysis.sensitivity.factor_values import factor_name, numbers
from analysis.sensitivity.figures.bars import Axis, Series, interval_chart
from analysis.sensitivity.responses import Responses, refusal
from analysis.sensitivity.tables import HIGH, LOW, in_words, intervals_of, with_limits
from analysis.style import amount, headline_case
from sim.units import Floats

ROUNDING = 1e-9
"""Share of a column below which what is left of it is rounding."""


@dataclass(frozen=True)
class RankCorrelations:
    """Partial rank correlations; one row per factor, the strongest first: factor, prcc, p_value.

    `unordered` names the factors left out because their values have no order.
    """

    responses: Responses
    correlations: pd.DataFrame
    unordered: tuple[str, ...]

    def table(self) -> pd.DataFrame:
        """One row per factor, the strongest first."""
        return self.correlations

    def words(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table as a reader expects them."""
        return in_words(self.correlations, {"prcc": _signed, "p_value": _p_value})

    def finding(self) -> str:
        """Name the factor that the response follows most surely, with its uncertainty."""
        first, title = self.correlations.iloc[0], self.responses.title
        sure = f"partial rank correlation {with_limits(first, 'prcc', _signed)}"
        name = factor_name(first.factor)
        if first.p_value >= 0.05:
            return f"No factor moves {title} steadily; the nearest is {name}, {sure}."
        way = "rises" if first.prcc > 0 else "falls"
        return f"{headline_case(title)} {way} most steadily with {name}, {sure}."

    def notes(self) -> str:
        """Which factors are left out, what is missing and how much is luck."""
        left_out = f"Left out, having no order: {', '.join(map(factor_name, self.unordered))}. "
        return f"{left_out if self.unordered else ''}{self.responses.caveats()}"

    def figure(self) -> go.Figure:
        """Draw the correlations."""
        table = self.correlations
        series = [Series("partial rank correlation", intervals_of(table, "prcc"))]
        description = (
            f"Correlation of the ranks of {self.responses.title} with those of each factor, the other "
            "factors held still: 1 always rises, −1 always falls, 0 shows no steady movement, even where a "
            f"curve goes up and down. Lines are 95% intervals. {self.notes()}"
        )
        names = [factor_name(path) for path in table.factor]
        told = Told(self.finding(), description, *self.words())
        return interval_chart(names, series, Axis("partial rank correlation", ".2~f", (-1.05, 1.05)), told)


def analyse_prcc(responses: Responses) -> RankCorrelations:
    """Partial rank correlation of the mean response with every factor that has an order.

    Raises
    ------
    BadInput
        If too few points have finished, nothing varies, or factors move together.
    """
    whole = responses.complete
    known = {str(path): numbers(column) for path, column in whole.points.items()}
    ordered = {path: column for path, column in known.items() if column is not None and np.ptp(column) > 0}
    means = whole.mean_array
    if len(means) < len(ordered) + 4:
        raise refusal("prcc", f"{len(means)} points are too few", f"sample at least {len(ordered) + 4}")
    if not ordered or not np.ptp(means):
        raise refusal(
            "prcc", "nothing varies that has an order", "vary a factor that the response depends on"
        )
    estimates = partial_rank_correlations(np.column_stack(list(ordered.values())), means)
    if np.isnan(estimates).any():
        raise refusal("prcc", "some factors move together", "use a design that moves them apart")
    table = _tested(list(ordered), estimates, len(means))
    return RankCorrelations(responses, table, tuple(path for path in known if path not in ordered))


def partial_rank_correlations(factors: Floats, response: Floats) -> Floats:
    """Correlation of each factor's ranks with the response's, with the ranks of all other factors held still.

    Parameters
    ----------
    factors : float64[points, factors]
    response : float64[points]

    Returns
    -------
    float64[factors]
        0 where the others explain the response wholly; NaN where they explain the factor.
    """
    from scipy.stats import rankdata  # noqa: PLC0415 - costs half a second that few commands need

    ranks = rankdata(np.column_stack([factors, response]), axis=0)
    ranks -= ranks.mean(axis=0)
    every = range(factors.shape[1])
    held = [ranks[:, [other for other in every if other != factor]] for factor in every]
    return np.array([_partial(ranks[:, i], ranks[:, -1], held[i]) for i in every])


def _partial(factor: Floats, response: Floats, held: Floats) -> float:
    """Correlation of what the held columns leave unexplained of both; all columns centred."""
    both = np.column_stack([factor, response])
    left = both - held @ np.linalg.lstsq(held, both)[0]
    own, rest = np.linalg.norm(left, axis=0) / np.maximum(np.linalg.norm(both, axis=0), ROUNDING)
    if own < ROUNDING:
        return float("nan")
    if rest < ROUNDING:
        return 0.0
    return float(np.clip(left[:, 0] @ left[:, 1] / np.prod(np.linalg.norm(left, axis=0)), -1.0, 1.0))


def _tested(names: list[str], estimates: Floats, points: int) -> pd.DataFrame:
    """Student's t for no correlation, and Fisher's interval, less the freedom of the other factors."""
    held = len(names) - 1
    freedom = points - 2 - held
    with np.errstate(divide="ignore"):
        statistic = np.abs(estimates) * np.sqrt(freedom / (1 - estimates**2))
        centre = np.arctanh(estimates)
    reach = ndtri(0.975) / np.sqrt(points - held - 3)
    table = pd.DataFrame(
        {
            "factor": names,
            "prcc": estimates,
            f"prcc{LOW}": np.tanh(centre - reach),
            f"prcc{HIGH}": np.tanh(centre + reach),
            "p_value": 2 * stdtr(freedom, -statistic),
        }
    )
    order = np.argsort(-np.abs(estimates), kind="stable")
    return table.iloc[order].reset_index(drop=True)


def _signed(value: float) -> str:
    return amount(value, signed=True)


def _p_value(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"
