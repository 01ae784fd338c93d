"""Sobol' indices: which share of the response's variance each factor makes, alone and with others.

Sources: Sobol' (2001), "Global sensitivity indices for nonlinear mathematical models and their Monte Carlo
estimates"; Saltelli et al. (2010), "Variance based sensitivity analysis of model output". Computed by SALib.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Told
from analysis.sensitivity.factor_values import factor_name
from analysis.sensitivity.figures.bars import Axis, Series, interval_chart
from analysis.sensitivity.morris import RESAMPLES, SEED
from analysis.sensitivity.responses import Responses, check_layout, refusal
from analysis.sensitivity.tables import columns_of, in_words, intervals_of, with_limits
from analysis.statistics.intervals import Interval
from analysis.style import headline_case, percent
from sim.experiments.designs import Saltelli, problem
from sim.experiments.designs.sampled import salib


@dataclass(frozen=True)
class SobolIndices:
    """Shares of variance with 95% intervals by resampling.

    Attributes
    ----------
    indices : one row per factor, the largest total first: factor, first_order, total
    pairs : one row per pair of factors, the largest first: factor, with, second_order; empty if not designed
    """

    responses: Responses
    indices: pd.DataFrame
    pairs: pd.DataFrame

    def table(self) -> pd.DataFrame:
        """One row per factor; pairs follow, if the design tells them apart."""
        return pd.concat([self.indices, self.pairs], ignore_index=True) if len(self.pairs) else self.indices

    def words(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table as a reader expects them."""
        table = self.table()
        if "with" in table:
            joined = table["factor"].where(table["with"].isna(), table["factor"] + " × " + table["with"])
            table = table.assign(factor=joined).drop(columns="with")
        return in_words(table, {})

    def finding(self) -> str:
        """Name the factor behind most of the variance, with its uncertainty."""
        first = self.indices.iloc[0]
        total, alone = (with_limits(first, name, percent) for name in ("total", "first_order"))
        name, title = headline_case(factor_name(first.factor)), self.responses.title
        return f"{name} makes {total} of the variance of {title} with its interactions, {alone} alone."

    def notes(self) -> str:
        """What it rests on and how much is luck."""
        return self.responses.caveats()

    def figure(self) -> go.Figure:
        """Draw first-order and total indices."""
        series = [
            Series("alone (first order)", intervals_of(self.indices, "first_order")),
            Series("with all interactions (total)", intervals_of(self.indices, "total")),
        ]
        description = (
            f"Share of the variance of {self.responses.title} over the whole space of factors. Lines are 95% "
            f"intervals by resampling. {self.notes()}"
        )
        names = [factor_name(path) for path in self.indices.factor]
        told = Told(self.finding(), description, *self.words())
        return interval_chart(names, series, Axis("share of the variance", ".0%"), told)


def analyse_sobol(responses: Responses) -> SobolIndices:
    """First-order, total and (if designed) second-order indices from a complete Saltelli sample.

    Raises
    ------
    BadInput
        If the design is another, a point has no run, or the response is the same everywhere.
    """
    design = responses.design
    if not isinstance(design, Saltelli):
        raise refusal("sobol", "needs a design of kind saltelli", "run a plan with kind: saltelli")
    check_layout(responses, "sobol")
    if missing := int((responses.counts == 0).sum()):
        raise refusal(
            "sobol",
            f"{missing} of {design.size} points are missing",
            "resume the sweep until none is missing",
        )
    values = responses.mean_array
    if not np.ptp(values):
        raise refusal("sobol", f"{responses.title} is the same at all points", "vary what it depends on")
    with warnings.catch_warnings():
        # A resample in which nothing varies counts as 0, which is what it shows.
        warnings.filterwarnings("ignore", message="Constant values")
        found = salib("analyze.sobol").analyze(
            problem(design), values, calc_second_order=design.second_order, num_resamples=RESAMPLES, seed=SEED
        )
    return SobolIndices(responses, _by_factor(design, found), _by_pair(design, found))


def _by_factor(design: Saltelli, found: Mapping[str, Any]) -> pd.DataFrame:
    rows = [
        {
            "factor": path,
            **columns_of("first_order", _interval(found["S1"][i], found["S1_conf"][i])),
            **columns_of("total", _interval(found["ST"][i], found["ST_conf"][i])),
        }
        for i, path in enumerate(design.over)
    ]
    table = pd.DataFrame(rows)
    return table.sort_values("total", ascending=False, kind="stable", ignore_index=True)


def _by_pair(design: Saltelli, found: Mapping[str, Any]) -> pd.DataFrame:
    if not design.second_order:
        return pd.DataFrame()
    rows = [
        {
            "factor": a,
            "with": b,
            **columns_of("second_order", _interval(found["S2"][i, j], found["S2_conf"][i, j])),
        }
        for (i, a), (j, b) in combinations(enumerate(design.over), 2)
    ]
    table = pd.DataFrame(rows)
    return table.sort_values("second_order", ascending=False, kind="stable", ignore_index=True)


def _interval(estimate: float, reach: float) -> Interval:
    return Interval(float(estimate), float(estimate - reach), float(estimate + reach), 0)
