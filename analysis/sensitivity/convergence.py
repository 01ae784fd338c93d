"""Convergence: how surely the mean is known after so many replications, and how many a precision takes.

Source: Law (2015), "Simulation modeling and analysis", chapter 9, on the fixed-sample-size procedure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from scipy.special import stdtrit

from analysis.figures.canvas import Told
from analysis.measures.summary import Kpi
from analysis.sensitivity.figures.curves import Curve, convergence_chart
from analysis.sensitivity.responses import refusal
from analysis.sensitivity.tables import HIGH, LOW, UNIT, in_words
from analysis.style import headline_case, spoken
from sim.units import Floats

COVERAGE = 0.975
PRECISION = 0.05
"""Half-width that is wanted of an arm's mean if none is given, as a share of it."""
PRECISION_OF_DIFFERENCE = 0.5
"""The same for a difference: small enough to tell it from 0 with room to spare."""
MOST_REPLICATIONS = 10**9


@dataclass(frozen=True)
class Convergence:
    """Running means with their 95% intervals.

    Attributes
    ----------
    running : by name of an arm or of a difference: DataFrame[replications], of
        replications, mean, deviation, low, high
    wanted : half-width that is wanted of each, in the unit of the key figure
    """

    kpi: Kpi
    title: str
    running: dict[str, pd.DataFrame]
    wanted: dict[str, float]

    def table(self) -> pd.DataFrame:
        """One row per arm and difference: mean, half-width, and replications that the wanted one takes."""
        return pd.DataFrame([self._row(name, running) for name, running in self.running.items()])

    def _row(self, name: str, running: pd.DataFrame) -> dict[str, object]:
        last = running.iloc[-1]
        return {
            "series": name,
            "replications": int(last.replications),
            "mean": last["mean"],
            f"mean{LOW}": last.low,
            f"mean{HIGH}": last.high,
            "half_width": (last.high - last.low) / 2,
            "wanted_half_width": self.wanted[name],
            "replications_needed": needed(float(last.deviation), self.wanted[name]),
            "unit": UNIT[self.kpi.kind],
        }

    def words(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table as a reader expects them."""
        formats: dict[str, Callable[[float], str]] = {"mean": self.kpi.show}
        formats |= dict.fromkeys(("half_width", "wanted_half_width"), partial(_width, self.kpi))
        table = self.table()
        return in_words(table.assign(series=table.series.map(spoken)), formats)

    def finding(self) -> str:
        """Say how well the least known mean is known, and what the wanted precision takes."""
        table = self.table()
        row = table.iloc[int(table.replications_needed.argmax())]
        now, wanted = (_width(self.kpi, float(row[name])) for name in ("half_width", "wanted_half_width"))
        done, most = int(row.replications), int(row.replications_needed)
        takes = f"±{wanted} takes {most:,}" if most <= done else f"±{wanted} would take about {most:,}"
        what = headline_case(f"{self.title}, {spoken(str(row.series))},")
        return f"{what} is known to ±{now} (95%) with {done:,} replications; {takes}."

    def notes(self) -> str:
        """How to read it."""
        return (
            "Half-widths are those of 95% intervals (Student’s t). Differences are paired by replication, in "
            "the same luck. Replications needed are reckoned from the spread seen so far."
        )

    def figure(self) -> go.Figure:
        """Draw the running means and their intervals."""
        words = f"Mean of {self.title} over the first replications, with its 95% interval. {self.notes()}"
        curves = [
            Curve(name, *(run[key].to_numpy() for key in ("replications", "mean", "low", "high")))
            for name, run in self.running.items()
        ]
        return convergence_chart(curves, self.kpi, Told(self.finding(), words, *self.words()))


def analyse_convergence(
    values: pd.DataFrame, kpi: Kpi, wanted: float | None = None, title: str = ""
) -> Convergence:
    """Running means of every arm, and of its paired difference from the first.

    Parameters
    ----------
    values : DataFrame[replications x arms], the baseline first; null where a run is missing
    wanted : half-width of the 95% intervals to aim at, in the unit of the key figure; nothing = 5% of
        the mean of an arm, half of a difference

    Raises
    ------
    BadInput
        If an arm or a difference has fewer than two replications, or the wanted half-width is not above 0.
    """
    first = values.columns[0]
    pairs = {f"“{arm}” against “{first}”": values[arm] - values[first] for arm in values.columns[1:]}
    series = {**{f"“{arm}”": values[arm] for arm in values}, **pairs}
    known = {name: column.sort_index().dropna().to_numpy(dtype=np.float64) for name, column in series.items()}
    if few := [name for name, column in known.items() if len(column) < 2]:
        raise refusal("convergence", f"{few[0]} has fewer than two replications", "run more replications")
    if wanted is not None and not wanted > 0:
        raise refusal("convergence", f"no half-width of {wanted:g} can be reached", "want one above 0")
    shares = {name: PRECISION_OF_DIFFERENCE if name in pairs else PRECISION for name in known}
    aims = {name: wanted or shares[name] * abs(float(column.mean())) for name, column in known.items()}
    running = {name: _running(column) for name, column in known.items()}
    return Convergence(kpi, title or kpi.label, running, aims)


def _running(values: Floats) -> pd.DataFrame:
    """Mean, deviation and limits after 1, 2, ... replications; no limits after one."""
    counts = np.arange(1, len(values) + 1)
    means = values.cumsum() / counts
    deviations = np.array([values[:n].std(ddof=1) if n > 1 else np.nan for n in counts])
    reach = np.append(np.nan, stdtrit(counts[1:] - 1, COVERAGE)) * deviations / np.sqrt(counts)
    columns = {"replications": counts, "mean": means, "deviation": deviations}
    return pd.DataFrame({**columns, "low": means - reach, "high": means + reach})


def needed(deviation: float, wanted: float) -> int:
    """Smallest number of replications whose 95% interval has at most the wanted half-width.

    Parameters
    ----------
    deviation : standard deviation over replications
    wanted : half-width, above 0
    """
    low, high = 1, 2
    while not _reach(deviation, high) <= wanted and high < MOST_REPLICATIONS:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _reach(deviation, middle) <= wanted else (middle, high)
    return high


def _reach(deviation: float, replications: int) -> float:
    return float(stdtrit(replications - 1, COVERAGE)) * deviation / float(np.sqrt(replications))


def _width(kpi: Kpi, value: float) -> str:
    """Write a half-width: of a share in percentage points."""
    return kpi.show(value, signed=kpi.kind == "share").lstrip("+")
