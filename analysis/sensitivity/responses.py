"""What a sweep measured: the points of its design, and a response at each, replication by replication."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from analysis.measures.summary import Kpi
from analysis.sensitivity.factor_values import is_unset, levels
from analysis.style import percent
from sim.experiments.designs import AnyDesign, factors
from sim.experiments.designs import points as design_points
from sim.files import BadInput, Problem
from sim.units import Floats

RESPONSE: Final = Kpi("response", "response", "index")
RUN: Final = ["point", "replication"]


@dataclass(frozen=True)
class Responses:
    """One key figure at every point of a design.

    Attributes
    ----------
    points : DataFrame[points x factors]
        Value of each factor; the index is the number of the point. NaN: as in the file.
    values : DataFrame[points x replications]
        The response, in the unit of the key figure (money in cents); null where a run is missing or failed.
        A replication has the same luck at every point.
    design : the design that the points come from, if one is known
    kpi : which key figure it is, and how it is written
    name : the response in words, such as "incumbent’s cumulative profit"; empty for the key figure's own
    signed : whether values are differences between two arms
    """

    points: pd.DataFrame
    values: pd.DataFrame
    design: AnyDesign | None = None
    kpi: Kpi = RESPONSE
    name: str = ""
    signed: bool = False

    def __post_init__(self) -> None:
        if not self.points.index.is_unique or not self.values.index.equals(self.points.index):
            raise ValueError("points and values need the same unique point numbers, in the same order")

    @property
    def title(self) -> str:
        """The response in words."""
        return self.name or self.kpi.label

    @cached_property
    def means(self) -> pd.Series[float]:
        """Mean over the replications that a point has; null if it has none."""
        return self.values.mean(axis=1)

    @property
    def mean_array(self) -> Floats:
        """The means as float64[points]."""
        return np.asarray(self.means, dtype=np.float64)

    @cached_property
    def counts(self) -> pd.Series[int]:
        """Replications that a point has."""
        return self.values.notna().sum(axis=1)

    @cached_property
    def standard_errors(self) -> pd.Series[float]:
        """Standard error of each mean; null with fewer than two replications."""
        return self.values.std(axis=1, ddof=1) / np.sqrt(self.counts)

    @property
    def noise_share(self) -> float:
        """Variance of the means that is luck, as a share of their variance over points; NaN if unknown."""
        noise, spread = (self.standard_errors**2).mean(), self.means.var(ddof=1)
        return float(noise / spread) if spread > 0 else float("nan")

    @property
    def complete(self) -> Responses:
        """The points that have at least one replication."""
        kept = self.counts > 0
        return replace(self, points=self.points[kept], values=self.values[kept])

    def levels(self, factor: str) -> list[Any]:
        """Different values of a factor: numbers rising, others in the order of the design."""
        listed = getattr(self.design, "over", {}).get(factor, ())
        return levels(self.points[factor], listed if isinstance(listed, tuple) else ())

    def show(self, value: float, signed: bool = False) -> str:
        """Write a value of the response, or a change in it, with its unit."""
        return self.kpi.show(value, signed=signed or self.signed)

    def caveats(self) -> str:
        """What is missing and how much is luck, in words for under a chart."""
        total, whole = len(self.points), self.values.shape[1]
        none, some = int((self.counts == 0).sum()), int(((self.counts > 0) & (self.counts < whole)).sum())
        parts = [f"{total} points, {whole} replication{'s' if whole != 1 else ''} each."]
        if none:
            parts.append(f"{none} of {total} points have no finished run and are left out.")
        if some:
            parts.append(f"{some} of {total} points lack some replications; their means rest on the others.")
        share = self.noise_share
        if np.isfinite(share):
            parts.append(f"Luck makes {percent(share)} of the variance between points.")
        else:
            parts.append("How much of the variance between points is luck cannot be told.")
        return " ".join(parts)


def from_runs(
    runs: pd.DataFrame, design: AnyDesign, kpi: Kpi = RESPONSE, *, column: str = "value", name: str = ""
) -> Responses:
    """Responses from a table of runs.

    Parameters
    ----------
    runs : DataFrame, one row per run
        Columns point (number of the point in the design), replication and `column`. Missing runs may be
        absent or null.
    design : the design whose points were run

    Raises
    ------
    ValueError
        If a run is there twice, or has a point that the design does not have.
    """
    table = point_table(design)
    if runs.duplicated(RUN).any():
        raise ValueError("a point has the same replication twice")
    if unknown := set(runs["point"]) - set(table.index):
        raise ValueError(f"the design has no point {min(unknown)}")
    values = runs.pivot(index="point", columns="replication", values=column).astype("float64")
    return Responses(table, values.reindex(table.index), design, kpi, name)


def difference(responses: Responses, baseline: Responses, name: str = "") -> Responses:
    """How much more one arm gets than another at each point, replication by replication.

    A replication that is missing in either arm is missing in the difference.

    Raises
    ------
    ValueError
        If the two were not measured at the same points.
    """
    if not responses.points.equals(baseline.points):
        raise ValueError("a difference needs two arms at the same points")
    title = name or f"difference in {responses.title}"
    values = responses.values - baseline.values
    return replace(responses, values=values, name=title, signed=True)


def point_table(design: AnyDesign) -> pd.DataFrame:
    """Points of a design, DataFrame[points x factors]; NaN where a point leaves a factor as in the file."""
    return _table(design_points(design), factors(design))


def _table(points: Iterable[Mapping[str, Any]], names: tuple[str, ...]) -> pd.DataFrame:
    rows = [[point.get(name, np.nan) for name in names] for point in points]
    table = pd.DataFrame(rows, columns=list(names), dtype=object)
    return table.rename_axis("point")


def check_layout(responses: Responses, analysis: str) -> None:
    """Refuse points that are not those of the design, because the analysis relies on their order.

    Raises
    ------
    BadInput
        If they are not.
    """
    if responses.design is None:
        raise refusal(analysis, "needs the design of the sweep", "analyse the store of a sweep")
    made = point_table(responses.design)
    given = responses.points.reindex(columns=made.columns)
    same = made.index.equals(given.index) and all(
        _same(a, b) for a, b in zip(made.to_numpy().flat, given.to_numpy().flat, strict=True)
    )
    if not same:
        raise refusal(
            analysis,
            f"the points are not those of the {responses.design.kind} design",
            "analyse with the versions of SALib and SciPy that made the design",
        )


def _same(one: object, other: object) -> bool:
    return one == other or (is_unset(one) and is_unset(other))


def refusal(analysis: str, problem: str, remedy: str) -> BadInput:
    """Error that an analysis raises when a sweep cannot answer its question."""
    return BadInput([Problem("sweep", 1, 1, analysis, problem, remedy)])
