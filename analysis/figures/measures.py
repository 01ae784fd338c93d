"""Measures of one firm over time: a panel per measure, a line per arm, and what came out in the last year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, tell
from analysis.figures.lines import Line, draw, line_of, line_table, over_replications
from analysis.figures.pairing import set_against, side_by_side
from analysis.measures.summary import RUN, by_arm
from analysis.style import amount, arm_looks, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

MOST_TOLD: Final = 4
"""Measures that the finding of a single run tells."""
THOUSAND: Final = 1000


@dataclass(frozen=True)
class Measure:
    """One number of a firm over time."""

    column: str
    title: str
    unit: str
    scale: float = 1.0


def moving(table: pd.DataFrame, measures: Iterable[Measure]) -> list[Measure]:
    """Those that are not the same all the time in all arms."""
    return [measure for measure in measures if table[measure.column].dropna().nunique() > 1]


def over_time(
    comparison: Comparison,
    table: pd.DataFrame,
    measures: Sequence[Measure],
    description: str,
    finding: str = "",
) -> go.Figure:
    """A panel per measure, a line per arm; the title tells the measure that differs most between arms.

    Parameters
    ----------
    table : a row per arm, replication and period of one firm, a column for each measure
    measures : what to show, in reading order; no two of one title
    description : what is shown, for who cannot see it
    finding : what came out, if it is not the measure that differs most
    """
    panels = [Panel(measure.title, measure.unit, _ticks(table, measure)) for measure in measures]
    figure = canvas(panels, "time, years", panel_height=200)
    lines = [line for measure in measures for line in _lines(comparison, table, measure)]
    draw(figure, lines, [measure.title for measure in measures], ",.4~g")
    told = finding or _finding(comparison, table, measures)
    return tell(figure, Told(told, description, *line_table(lines, shown)))


def _lines(comparison: Comparison, table: pd.DataFrame, measure: Measure) -> list[Line]:
    scaled = table.assign(value=measure.scale * table[measure.column])
    rows = dict(list(over_replications(scaled, ["arm"], "value").groupby("arm")))
    looks = arm_looks(comparison.arms)
    return [line_of(rows[arm], measure.title, arm, looks[arm]) for arm in comparison.arms if arm in rows]


def _ticks(table: pd.DataFrame, measure: Measure) -> str:
    """How numbers stand on an axis: in k and m only where there are thousands, or 0.1 would become 100m."""
    most = (measure.scale * table[measure.column]).abs().max()
    return "~s" if most >= THOUSAND else "~g"


def _finding(comparison: Comparison, table: pd.DataFrame, measures: Sequence[Measure]) -> str:
    """What came out in the last year: by the measure that differs most between arms, or by the first few."""
    last = table[table.period >= table.period.max() + 1 - comparison.scenario.periods_per_year]
    if len(comparison.arms) == 1:
        levels = (
            f"{spoken(measure.title).lower()} {_level(last, measure)}" for measure in measures[:MOST_TOLD]
        )
        return "In the last year: " + "; ".join(levels)
    pair = last[last.arm.isin(side_by_side(comparison))]
    # The arm that earns most may differ in nothing here, and another in all.
    is_apart = any(_spread(pair, measure) > 0 for measure in measures)
    chosen = max(measures, key=lambda measure: _spread(pair if is_apart else last, measure))
    values = chosen.scale * last.groupby(RUN)[chosen.column].mean()
    told = set_against(comparison, values, shown, _signed) if is_apart else by_arm(comparison, values, shown)
    return f"{chosen.title} in the last year, {chosen.unit}: {told}"


def _level(last: pd.DataFrame, measure: Measure) -> str:
    mean = shown(float(measure.scale * last[measure.column].mean()))
    return f"{mean}{measure.unit}" if measure.unit.startswith("%") else f"{mean} {measure.unit}"


def _spread(last: pd.DataFrame, measure: Measure) -> float:
    """Range of the arms' means relative to their size."""
    means = last.groupby("arm")[measure.column].mean().dropna()
    size = means.abs().max() if len(means) else 0.0
    return float((means.max() - means.min()) / size) if size > 0 else 0.0


def shown(value: float) -> str:
    """Write a value of a measure to three digits; an en dash if there is none."""
    return f"{value:,.3g}" if abs(value) < THOUSAND else amount(value)


def _signed(value: float) -> str:
    return f"{value:+,.3g}"
