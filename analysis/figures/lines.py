"""Lines over time with their band over replications."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import suffix
from analysis.style import Look, plain, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

MOST_POINTS: Final = 160
MOST_BANDS: Final = 6
MOST_ROWS: Final = 24
MOST_COLUMNS: Final = 40
BAND: Final = (0.05, 0.95)

Numbers = npt.NDArray[np.float32]


def panel_titles(arms: Sequence[str]) -> list[str]:
    """Titles of panels that show one arm each; a lone arm needs none."""
    return list(arms) if len(arms) > 1 else [""]


def averaged(comparison: Comparison) -> str:
    """How lines came about, for the words under a chart."""
    several = comparison.replications > 1
    means = "mean over replications; a band holds 90% of them" if several else "one replication"
    return f"one panel per arm, {means}" if len(comparison.arms) > 1 else means


@dataclass(frozen=True)
class Line:
    """One series: its mean over replications and the band that holds 90% of them."""

    panel: str
    name: str
    look: Look
    years: Numbers
    mean: Numbers
    low: Numbers
    high: Numbers


def over_replications(table: pd.DataFrame, by: Sequence[str], value: str) -> pd.DataFrame:
    """Mean, 5% and 95% quantile of `value` per `by` and period, over replications; nulls are left out."""
    grouped = table.groupby([*by, "period"], sort=False, observed=True)
    spread = grouped[value].quantile(np.array(BAND)).unstack()
    summary = pd.DataFrame({"time_years": grouped["time_years"].first(), "mean": grouped[value].mean()})
    return summary.assign(low=spread[BAND[0]], high=spread[BAND[1]]).reset_index()


def line_of(rows: pd.DataFrame, panel: str, name: str, look: Look) -> Line:
    """One line from the rows of `over_replications` that belong to it, thinned for the eye."""
    rows = rows.sort_values("period")
    kept = rows.iloc[thinned(len(rows), MOST_POINTS)]
    years, mean, low, high = (
        kept[column].to_numpy(dtype=np.float32) for column in ("time_years", "mean", "low", "high")
    )
    return Line(panel, name, look, years, mean, low, high)


def thinned(length: int, most: int) -> npt.NDArray[np.int64]:
    """Evenly spread positions, at most `most`, with the first and the last."""
    return (
        np.unique(np.linspace(0, length - 1, min(length, most)).round().astype(np.int64))
        if length
        else (np.zeros(0, dtype=np.int64))
    )


def draw(figure: go.Figure, lines: Sequence[Line], panels: Sequence[str], template: str) -> None:
    """Add bands first and lines over them, unless too many bands would hide each other; name each once.

    `template` is the d3 format of the numbers under the pointer, such as `.1%`.
    """
    banded = lines if len({line.name for line in lines}) <= MOST_BANDS else []
    for line in banded:
        if not np.array_equal(line.low, line.high, equal_nan=True):
            for band in _band(line, panels.index(line.panel)):
                figure.add_trace(band)
    seen: set[str] = set()
    for line in lines:
        figure.add_trace(_curve(line, panels.index(line.panel), template, line.name not in seen))
        seen.add(line.name)


def _band(line: Line, panel: int) -> list[go.Scatter]:
    shared = {
        "x": line.years,
        "mode": "lines",
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
        "legendgroup": plain(spoken(line.name)),
        "xaxis": f"x{suffix(panel)}",
        "yaxis": f"y{suffix(panel)}",
    }
    lower = go.Scatter(y=line.low, **shared)
    return [lower, go.Scatter(y=line.high, fill="tonexty", fillcolor=line.look.shade(0.14), **shared)]


def _curve(line: Line, panel: int, template: str, in_legend: bool) -> go.Scatter:
    return go.Scatter(
        x=line.years,
        y=line.mean,
        name=plain(spoken(line.name)),
        legendgroup=plain(spoken(line.name)),
        showlegend=in_legend,
        mode="lines+markers",
        line={"color": line.look.colour, "dash": line.look.dash, "width": 2},
        marker={"symbol": line.look.marker, "size": 7, "color": line.look.colour, "maxdisplayed": 7},
        hovertemplate=f"%{{y:{template}}}",
        xaxis=f"x{suffix(panel)}",
        yaxis=f"y{suffix(panel)}",
    )


def line_table(lines: Sequence[Line], show: Callable[[float], str]) -> tuple[list[str], list[list[str]]]:
    """Columns and rows behind the lines: one row per shown time, each cell `mean (low to high)`."""
    kept = lines[:MOST_COLUMNS]
    years = max((line.years for line in kept), key=len, default=np.zeros(0, dtype=np.float32))
    shown = years[thinned(len(years), MOST_ROWS)]
    names = (f"{line.panel}: {line.name}" if line.panel else line.name for line in kept)
    columns = ["year", *map(spoken, names)]
    return columns, [[f"{year:.2f}", *(_cell(line, year, show) for line in kept)] for year in shown]


def _cell(line: Line, year: float, show: Callable[[float], str]) -> str:
    at = np.flatnonzero(line.years == year)
    if not len(at) or not np.isfinite(line.mean[at[0]]):
        return "–"
    mean, low, high = (float(values[at[0]]) for values in (line.mean, line.low, line.high))
    return show(mean) if low == high else f"{show(mean)} ({show(low)} to {show(high)})"
