"""How the focus firm practises CRM: what it knows, whom it answers, what it builds, over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, tell
from analysis.figures.lines import Line, draw, line_of, line_table, over_replications
from analysis.figures.pairing import set_against
from analysis.style import amount, arm_looks, spoken
from analysis.summary import focus

if TYPE_CHECKING:
    from sim.experiment import Comparison


@dataclass(frozen=True)
class Measure:
    """One number of a firm's practice over time."""

    column: str
    title: str
    unit: str
    scale: float = 1.0


MEASURES: Final = (
    Measure("complaints_answered_share", "Complaints answered", "% of complaints"),
    Measure("complaints_rate", "Complaints", "a year per 100 customers"),
    Measure("wait_minutes", "Waiting for an agent", "minutes"),
    Measure("given_up", "Callers who hang up", "% of calls", 100.0),
    Measure("backlog", "Calls left over", "calls"),
    Measure("data_quality", "Usable records", "% of customers", 100.0),
    Measure("integration", "Other departments’ files joined", "%", 100.0),
    Measure("programme_progress", "CRM programme: work done", "%", 100.0),
    Measure("programme_capability", "CRM programme: delivered", "% of the most", 100.0),
    Measure("needs_known", "Voiced needs known", "%", 100.0),
    Measure("latent_needs_known", "Latent needs known", "%", 100.0),
    Measure("referred_share", "Customers won who were sent by others", "% of those won"),
    Measure("courted_twice_cents", "Spent on courting own customers", "money a period", 0.01),
    Measure("sold_on", "Goods that trade customers sold on", "units a period"),
    Measure("stocked", "Goods in trade customers’ stock", "units"),
    Measure("cooperation", "Co-operation with the trade", "% of the most", 100.0),
    Measure("dependence", "Trade sales that hang on the largest customers", "%", 100.0),
    Measure("demanded", "Discount that trade customers demand", "%", 100.0),
)
"""What may be shown, in reading order; only what moves or differs between arms is."""

MOST_TOLD: Final = 4
"""Measures that the finding of a single run tells."""
THOUSAND: Final = 1000


def practised(comparison: Comparison) -> pd.DataFrame:
    """The focus firm's practice: rows arm, replication and period, a column for each of MEASURES."""
    keys = ["arm", "replication", "period"]
    tables = (comparison.tables[name] for name in ("practice", "firm"))
    practice, firm = (table[table.firm == focus(comparison)].set_index(keys) for table in tables)
    a_year = comparison.scenario.periods_per_year
    return practice.assign(
        complaints_answered_share=100 * _ratio(firm.complaints_answered, firm.complaints),
        complaints_rate=100 * a_year * _ratio(firm.complaints, firm.customers),
        referred_share=100 * _ratio(firm.referred, firm.won),
    ).reset_index()


def _ratio(top: pd.Series[float], bottom: pd.Series[float]) -> pd.Series[float]:
    return top / bottom.where(bottom > 0)


def in_use(comparison: Comparison) -> list[Measure]:
    """Measures of the focus firm's practice that are not the same all the time in all arms."""
    table = practised(comparison)
    return [measure for measure in MEASURES if table[measure.column].dropna().nunique() > 1]


def practice_over_time(comparison: Comparison) -> go.Figure:
    """A panel per measure in use, a line per arm, for the focus firm."""
    table, measures = practised(comparison), in_use(comparison)
    panels = [Panel(measure.title, measure.unit, _ticks(table, measure)) for measure in measures]
    figure = canvas(panels, "time, years", panel_height=200)
    lines = [line for measure in measures for line in _lines(comparison, table, measure)]
    draw(figure, lines, [measure.title for measure in measures], ",.4~g")
    description = (
        f"How {spoken(focus(comparison))} practises customer relationship management: one panel per measure, "
        "one line per arm, mean over replications; a band holds 90% of them. Measures that never change are "
        "left out."
    )
    return tell(figure, Told(_finding(comparison, table, measures), description, *line_table(lines, _shown)))


def _lines(comparison: Comparison, table: pd.DataFrame, measure: Measure) -> list[Line]:
    scaled = table.assign(value=measure.scale * table[measure.column])
    rows = dict(list(over_replications(scaled, ["arm"], "value").groupby("arm")))
    looks = arm_looks(comparison.arms)
    return [line_of(rows[arm], measure.title, arm, looks[arm]) for arm in comparison.arms if arm in rows]


def _ticks(table: pd.DataFrame, measure: Measure) -> str:
    """How numbers stand on an axis: in k and m only where there are thousands, or 0.1 would become 100m."""
    most = (measure.scale * table[measure.column]).abs().max()
    return "~s" if most >= THOUSAND else "~g"


def _finding(comparison: Comparison, table: pd.DataFrame, measures: list[Measure]) -> str:
    """What came out in the last year: by the measure that differs most between arms, or by the first few."""
    last = table[table.period >= table.period.max() + 1 - comparison.scenario.periods_per_year]
    if len(comparison.arms) == 1:
        levels = (f"{measure.title.lower()} {_level(last, measure)}" for measure in measures[:MOST_TOLD])
        return "In the last year: " + "; ".join(levels)
    chosen = max(measures, key=lambda measure: _spread(last, measure))
    values = chosen.scale * last.groupby(["arm", "replication"])[chosen.column].mean()
    told = set_against(comparison, values, _shown, _signed)
    return f"{chosen.title} in the last year, {chosen.unit}: {told}"


def _level(last: pd.DataFrame, measure: Measure) -> str:
    mean = _shown(float(measure.scale * last[measure.column].mean()))
    return f"{mean}{measure.unit}" if measure.unit.startswith("%") else f"{mean} {measure.unit}"


def _spread(last: pd.DataFrame, measure: Measure) -> float:
    """Range of the arms' means relative to their size."""
    means = last.groupby("arm")[measure.column].mean().dropna()
    size = means.abs().max() if len(means) else 0.0
    return float((means.max() - means.min()) / size) if size > 0 else 0.0


def _shown(value: float) -> str:
    return f"{value:,.3g}" if abs(value) < THOUSAND else amount(value)


def _signed(value: float) -> str:
    return f"{value:+,.3g}"
