"""Scenario discovery: the box of factor values in which a wanted (or feared) outcome is common.

Sources: Bryant & Lempert (2010), "Thinking inside the box: a participatory, computer-assisted approach to
scenario discovery", for coverage, density and quasi-p-values; the method itself is in `boxes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Told
from analysis.sensitivity.boxes import (
    Box,
    Cases,
    Flags,
    Quality,
    best_balanced,
    paste,
    peel,
    quality,
    without_needless,
)
from analysis.sensitivity.factor_values import codes, factor_name, numbers, written
from analysis.sensitivity.figures.planes import Kept, box_chart
from analysis.sensitivity.responses import Responses, refusal
from analysis.sensitivity.tables import in_words
from analysis.statistics.intervals import share_interval
from analysis.style import headline_case, percent
from sim.experiments.designs import Span
from sim.units import Floats

PASTE_ALPHA = 0.01
UNLIKELY = 0.05
"""Quasi-p-value above which a limit is dropped from the box."""


@dataclass(frozen=True)
class Threshold:
    """Outcomes of interest: mean responses above or below a value."""

    value: float
    above: bool


@dataclass(frozen=True)
class DiscoveredBox:
    """A box, the way to it, and how sure each limit is.

    Attributes
    ----------
    peeled : boxes from the whole space inwards; `chosen` is the number of the one that was pasted and pruned
    box : the result
    """

    responses: Responses
    cases: Cases
    threshold: Threshold
    peeled: tuple[Box, ...]
    chosen: int
    box: Box

    @cached_property
    def quality(self) -> Quality:
        """Coverage, density and mass of the box."""
        return quality(self.box, self.cases)

    def trajectory(self) -> pd.DataFrame:
        """One row per peeled box: coverage, density, mass (shares) and number of limited factors."""
        found = [quality(box, self.cases) for box in self.peeled]
        return pd.DataFrame(
            {
                "coverage": [each.coverage for each in found],
                "density": [each.density for each in found],
                "mass": [each.mass for each in found],
                "factors": [len(box.restricted) for box in self.peeled],
            }
        )

    def table(self) -> pd.DataFrame:
        """One row per limit: factor, limit, quasi_p, and the density of the box without that limit."""
        rows = [
            {
                "factor": name,
                "limit": words,
                "quasi_p": quasi_p(self.box, without, self.cases),
                "density_without": quality(without, self.cases).density,
            }
            for name, words, without in self._limits()
        ]
        return pd.DataFrame(rows, columns=["factor", "limit", "quasi_p", "density_without"])

    def words(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table as a reader expects them."""
        head, rows = in_words(self.table(), {"quasi_p": _p_value, "density_without": percent})
        return head, rows or [["none", "the whole space", "–", percent(self.quality.density)]]

    def finding(self) -> str:
        """Say where the outcome is common, with its uncertainty."""
        found, wanted = self.quality, self.outcome()
        overall = percent(found.interesting / found.cases)
        if not self.box.restricted:
            return f"No box of factor values raises the share of points where {wanted} above {overall}."
        share = share_interval(found.hits, found.inside)
        low, high = percent(share.low or 0.0), percent(share.high or 0.0)
        where = " and ".join(f"{factor_name(name)} {words}" for name, words, _ in self._limits())
        return (
            f"{headline_case(wanted)} in {percent(found.density)} of points (95% CI {low} to {high}) with "
            f"{where}, against {overall} everywhere; that is {percent(found.coverage)} of all such points."
        )

    def outcome(self) -> str:
        """The outcome of interest in words."""
        side = "above" if self.threshold.above else "below"
        return f"{self.responses.title} is {side} {self.responses.show(self.threshold.value)}"

    def notes(self) -> str:
        """How to read it, what is missing and how much is luck."""
        return (
            "Density is the share of points in the box with the outcome, coverage the share of all such "
            "points that are in the box. A quasi-p-value is the chance of as many hits if the limit did "
            "nothing. The box was looked for in these same points, so that fresh ones will do less well. "
            f"{self.responses.caveats()}"
        )

    def figure(self) -> go.Figure:
        """Draw the trade-off between coverage and density, and the limits of the box."""
        words = f"Where {self.outcome()}. {self.notes()}"
        kept = [self._kept(name) for name in self.box.restricted]
        told = Told(self.finding(), words, *self.words())
        return box_chart(self.trajectory(), (self.quality.coverage, self.quality.density), kept, told)

    def _limits(self) -> Iterator[tuple[str, str, Box]]:
        """Factor, limit in words, and the box without that limit."""
        for name, (low, high) in self.box.limits.items():
            if low > -np.inf:
                yield name, f"at least {low:.4g}", self.box.limited(name, -np.inf, high)
            if high < np.inf:
                yield name, f"at most {high:.4g}", self.box.limited(name, low, np.inf)
        for name, kinds in self.box.kept.items():
            known = self.responses.levels(name)
            yield name, " or ".join(written(known[int(kind)]) for kind in sorted(kinds)), self.box.freed(name)

    def _kept(self, name: str) -> Kept:
        words = ", ".join(words for factor, words, _ in self._limits() if factor == name)
        if name in self.box.kept:
            count = len(self.responses.levels(name))
            spans = [(kind / count, (kind + 1) / count) for kind in sorted(self.box.kept[name])]
            return Kept(factor_name(name), spans, words)
        factor, column = getattr(self.responses.design, "over", {}).get(name), self.cases.columns[name]
        span = factor if isinstance(factor, Span) else _span(column)
        low, high = (min(max(limit, span.low), span.high) for limit in self.box.span(name))
        return Kept(factor_name(name), [(span.share(low), span.share(high))], words)


def _span(column: Floats) -> Span:
    return Span.model_validate({"from": float(column.min()), "to": float(column.max())})


def analyse_prim(
    responses: Responses,
    above: float | None = None,
    below: float | None = None,
    alpha: float = 0.05,
    least_mass: float = 0.05,
) -> DiscoveredBox:
    """Find the box in which the mean response is above or below a value.

    Of the peeled boxes the one with the largest harmonic mean of coverage and density is pasted, and loses
    the limits whose quasi-p-value is above 0.05.

    Parameters
    ----------
    above, below : threshold in the unit of the key figure; without either, the best quarter of the points
    alpha : share of the points that each peel takes off
    least_mass : share of all points that a box holds at least

    Raises
    ------
    BadInput
        If no point, or every point, is of interest, or too few points have finished.
    """
    whole = responses.complete
    threshold = _threshold(whole, above, below)
    means = whole.mean_array
    interesting = means > threshold.value if threshold.above else means < threshold.value
    if len(means) < 20:
        raise refusal("prim", f"{len(means)} points are too few", "sample at least 20, better some hundreds")
    if not interesting.any() or interesting.all():
        which = "every" if interesting.all() else "no"
        remedy = f"choose a threshold between {whole.show(means.min())} and {whole.show(means.max())}"
        raise refusal("prim", f"{which} point is of interest", remedy)
    cases = _cases(responses, whole.points, interesting)
    peeled = peel(cases, alpha, least_mass)
    chosen = best_balanced(peeled, cases)
    box = without_needless(paste(peeled[chosen], cases, PASTE_ALPHA), cases)
    found = DiscoveredBox(responses, cases, threshold, tuple(peeled), chosen, box)
    return replace(found, box=without_needless(_pruned(found), cases))


def _threshold(responses: Responses, above: float | None, below: float | None) -> Threshold:
    if above is not None and below is not None:
        raise refusal("prim", "above and below are both given", "give one of them")
    if below is not None:
        return Threshold(below, above=False)
    if above is not None:
        return Threshold(above, above=True)
    best = responses.kpi.more_is_better
    return Threshold(float(responses.means.quantile(0.75 if best else 0.25)), above=best)


def _cases(responses: Responses, points: pd.DataFrame, interesting: Flags) -> Cases:
    columns, kinds = {}, set()
    for name, column in points.items():
        known = numbers(column)
        if known is None:
            kinds.add(str(name))
            known = np.array(codes(column, responses.levels(str(name))), dtype=np.float64)
        columns[str(name)] = known
    return Cases(columns, frozenset(kinds), interesting)


def quasi_p(box: Box, without: Box, cases: Cases) -> float:
    """Chance of as many hits in the box as it has, were hits as common as in the box without one limit.

    Source: Bryant & Lempert (2010): a one-sided binomial test for each limit.
    """
    found, freed = quality(box, cases), quality(without, cases)
    from scipy.stats import binomtest  # noqa: PLC0415 - costs half a second that few commands need

    return float(binomtest(found.hits, found.inside, freed.density, alternative="greater").pvalue)


def _pruned(found: DiscoveredBox) -> Box:
    """Box that lost its least sure limit, one after the other, until all are sure."""
    while True:
        doubts = [
            (quasi_p(found.box, without, found.cases), i) for i, (*_, without) in enumerate(found._limits())
        ]
        if not doubts or max(doubts)[0] <= UNLIKELY:
            return found.box
        _, _, without = list(found._limits())[max(doubts)[1]]
        found = replace(found, box=without)


def _p_value(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"
