"""How the focus firm practises CRM: what it knows, whom it answers, what it builds, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.measures import Measure, moving, over_time
from analysis.measures.summary import focus
from analysis.style import spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

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
    return moving(practised(comparison), MEASURES)


def practice_over_time(comparison: Comparison) -> go.Figure:
    """A panel per measure in use, a line per arm, for the focus firm."""
    description = (
        f"How {spoken(focus(comparison))} practises customer relationship management: one panel per measure, "
        "one line per arm, mean over replications; a band holds 90% of them. Measures that never change are "
        "left out."
    )
    return over_time(comparison, practised(comparison), in_use(comparison), description)
