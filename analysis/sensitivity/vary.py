"""Response over one factor or two: the mean of every firm in every arm, value by value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from scipy.special import stdtrit

from analysis.figures.canvas import Told
from analysis.measures.summary import Kpi
from analysis.sensitivity.factor_values import factor_name, written
from analysis.sensitivity.figures.curves import Curve, heat_chart, response_chart
from analysis.sensitivity.responses import point_table, refusal
from analysis.sensitivity.tables import HIGH, LOW, UNIT, in_words
from analysis.style import headline_case, percent, spoken
from sim.experiments.designs import AnyDesign
from sim.units import Floats

CELL = ["arm", "firm", "point"]


@dataclass(frozen=True)
class ResponseCurve:
    """Mean response by arm, firm and point, with its 95% interval over replications.

    Attributes
    ----------
    cells : one row per arm, firm and point: arm, firm, point, replications, mean, low, high
    points : DataFrame[points x factors], one or two factors
    best : share of replications in which each point was the focus firm's best, by arm and point
    """

    kpi: Kpi
    focus: str
    points: pd.DataFrame
    cells: pd.DataFrame
    best: pd.Series[float]

    def table(self) -> pd.DataFrame:
        """One row per arm, firm and point: the factors, the mean and its limits."""
        columns = {"low": f"mean{LOW}", "high": f"mean{HIGH}"}
        cells = self.cells.rename(columns=columns).assign(unit=UNIT[self.kpi.kind])
        values = self.points.map(written).reset_index()
        return values.merge(cells, on="point").sort_values(["arm", "firm", "point"], ignore_index=True)

    def words(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table as a reader expects them."""
        table = self.table().drop(columns="point")
        names = {path: factor_name(str(path)) for path in self.points}
        table = table.rename(columns=names).assign(arm=table.arm.map(spoken), firm=table.firm.map(spoken))
        return in_words(table, {"mean": self.kpi.show})

    def finding(self) -> str:
        """Say where the focus firm does best, with its uncertainty."""
        arms = list(dict.fromkeys(self.cells.arm))
        said = "; ".join(self._best_of(arm, len(arms) > 1) for arm in arms[:3])
        most = "highest" if self.kpi.more_is_better else "lowest"
        return f"{headline_case(spoken(self.focus))}’s {self.kpi.label} is {most} at {said}."

    def _best_of(self, arm: str, named: bool) -> str:
        own = self.cells[(self.cells.arm == arm) & (self.cells.firm == self.focus)].set_index("point")
        means = own["mean"]
        row = own.iloc[int(means.argmax() if self.kpi.more_is_better else means.argmin())]
        point = int(str(row.name))
        at = self.points.loc[point]
        values = " and ".join(f"{factor_name(str(path))} {written(value)}" for path, value in at.items())
        interval = (
            f", 95% CI {self.kpi.show(row.low)} to {self.kpi.show(row.high)}" if np.isfinite(row.low) else ""
        )
        often = (
            f", best in {percent(self.best.get((arm, point), 0.0))} of {int(row.replications)} replications"
        )
        under = f" under “{spoken(arm)}”" if named else ""
        return f"{values}{under} ({self.kpi.show(row['mean'])}{interval}{often})"

    def notes(self) -> str:
        """How to read it and what is missing."""
        whole = int(self.cells.replications.max())
        short = int((self.cells.replications < whole).sum())
        missing = f" {short} of {len(self.cells)} means rest on fewer." if short else ""
        return (
            f"Means over {whole} replications with 95% intervals, in the same luck at every point.{missing}"
        )

    def figure(self) -> go.Figure:
        """Draw lines over one factor, or a map over two."""
        names = [factor_name(str(path)) for path in self.points]
        told = Told(
            self.finding(),
            f"{headline_case(self.kpi.label)} over {' and '.join(names)}. {self.notes()}",
            *self.words(),
        )
        if len(names) == 1:
            firms = list(dict.fromkeys(self.cells.firm))
            return response_chart(self._curves(), firms, (names[0], *self._ticks(0)), self.kpi, told)
        return heat_chart(self._grids(), (names, [self._ticks(i)[1] for i in (0, 1)]), self.kpi, told)

    def _ticks(self, factor: int) -> tuple[list[float], list[str]]:
        """Places of the values on the axis, and the values as they are written; numbers stand to scale."""
        column = self.points.iloc[:, factor]
        known = list(dict.fromkeys(map(written, column)))
        if all(isinstance(value, int | float) and not isinstance(value, bool) for value in column):
            return sorted(set(map(float, column))), [written(value) for value in sorted(set(column))]
        return [float(i) for i in range(len(known))], known

    def _curves(self) -> list[tuple[str, Curve]]:
        """Arm and curve of every firm in every arm."""
        places, names = self._ticks(0)
        at = self.points.iloc[:, 0].map(lambda value: places[names.index(written(value))])
        curves = []
        for (arm, firm), rows in self.cells.groupby(["arm", "firm"], sort=False):
            ordered = rows.assign(x=rows.point.map(at)).sort_values("x")
            numbers = (ordered[name].to_numpy(dtype=np.float64) for name in ("x", "mean", "low", "high"))
            curves.append((str(arm), Curve(str(firm), *numbers)))
        return curves

    def _grids(self) -> dict[str, Floats]:
        """By arm, the focus firm's mean, float64[values of the second factor, values of the first]."""
        across, up = self._ticks(0)[1], self._ticks(1)[1]
        places = self.points.map(written)
        grids = {}
        for arm in dict.fromkeys(self.cells.arm):
            grid = np.full((len(up), len(across)), np.nan)
            own = self.cells[(self.cells.arm == arm) & (self.cells.firm == self.focus)]
            for point, mean in zip(own.point, own["mean"], strict=True):
                x, y = places.loc[point]
                grid[up.index(y), across.index(x)] = mean
            grids[arm] = grid
        return grids


def analyse_vary(runs: pd.DataFrame, design: AnyDesign, kpi: Kpi, focus: str) -> ResponseCurve:
    """Response over the one or two factors of a design.

    Parameters
    ----------
    runs : DataFrame, one row per arm, firm, point and replication, with the response in `value`
    focus : the firm that the finding, and a map over two factors, are about

    Raises
    ------
    BadInput
        If the design varies nothing, or more than two factors, or no run has finished.
    """
    points = point_table(design)
    if not 1 <= len(points.columns) <= 2:
        remedy = "vary one factor or two, or use rivalry analyse"
        raise refusal("vary", f"{len(points.columns)} factors cannot be drawn", remedy)
    finished = runs.dropna(subset="value")
    if finished[finished.firm == focus].empty:
        raise refusal("vary", f"no run of {focus} has finished", "run the sweep first")
    grouped = finished.groupby(CELL, sort=False)["value"]
    cells = pd.DataFrame({"replications": grouped.count(), "mean": grouped.mean()})
    error = grouped.std(ddof=1) / np.sqrt(cells.replications)
    reach = stdtrit(np.maximum(cells.replications - 1, 1), 0.975) * error
    cells = cells.assign(low=cells["mean"] - reach, high=cells["mean"] + reach).reset_index()
    return ResponseCurve(kpi, focus, points, cells, _best(finished[finished.firm == focus], kpi))


def _best(own: pd.DataFrame, kpi: Kpi) -> pd.Series[float]:
    """Share of replications in which a point was best, by arm and point."""
    by_run = own.groupby(["arm", "replication"], sort=False)["value"]
    winners = own.loc[by_run.idxmax() if kpi.more_is_better else by_run.idxmin()]
    counts = winners.groupby(["arm", "point"], sort=False).size()
    return counts / counts.groupby(level="arm").transform("sum")
