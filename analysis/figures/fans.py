"""Share and profit of every firm over time, with the band over replications; one panel per arm."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, tell
from analysis.figures.lines import (
    MOST_BANDS,
    Line,
    draw,
    line_of,
    line_table,
    over_replications,
    panel_titles,
)
from analysis.measures.summary import by_arm, focus, kpis
from analysis.style import firm_looks, money, percent, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison


def share_fan(comparison: Comparison) -> go.Figure:
    """Share of the units sold, by firm and arm: mean and the band that holds 90% of the replications."""
    lines = _by_firm(comparison, comparison.tables["firm"], "share")
    panels = [Panel(title, "share of units", ".0%") for title in panel_titles(comparison.arms)]
    figure = canvas(panels, "time, years")
    draw(figure, lines, comparison.arms, ".1%")
    found = _ending(comparison, "share_end", percent)
    finding = f"{spoken(focus(comparison))}’s share of units in the last year: {found}"
    return tell(
        figure, Told(finding, _description(comparison, "Share of units sold"), *line_table(lines, percent))
    )


def profit_fan(comparison: Comparison) -> go.Figure:
    """Profit since the start, by firm and arm: mean and the band that holds 90% of the replications."""
    firm = comparison.tables["firm"].sort_values("period", kind="stable")
    so_far = firm.groupby(["arm", "replication", "firm"], sort=False)["profit_cents"].cumsum() / 100
    lines = _by_firm(comparison, firm.assign(profit=so_far), "profit")
    panels = [Panel(title, "cumulative profit, money", "~s") for title in panel_titles(comparison.arms)]
    figure = canvas(panels, "time, years")
    draw(figure, lines, comparison.arms, ",.4~s")
    found = _ending(comparison, "profit_cents", money)
    finding = f"{spoken(focus(comparison))}’s profit by the end: {found}"
    table = line_table(lines, lambda value: money(value * 100))
    return tell(figure, Told(finding, _description(comparison, "Cumulative profit, in money,"), *table))


def _by_firm(comparison: Comparison, table: pd.DataFrame, value: str) -> list[Line]:
    looks = firm_looks(comparison.scenario.firms)
    rows = dict(list(over_replications(table, ["arm", "firm"], value).groupby(["arm", "firm"])))
    keys = [(arm, firm) for arm in comparison.arms for firm in looks if (arm, firm) in rows]
    return [line_of(rows[key], key[0], key[1], looks[key[1]]) for key in keys]


def _ending(comparison: Comparison, column: str, show: Callable[[float], str]) -> str:
    table = kpis(comparison)
    own = table[table.firm == focus(comparison)]
    return by_arm(comparison, own.set_index(["arm", "replication"])[column], show)


def _description(comparison: Comparison, subject: str) -> str:
    panels = "one panel per arm, " if len(comparison.arms) > 1 else ""
    if comparison.replications == 1:
        return f"{subject} over time: {panels}one line per firm; one replication."
    if len(comparison.scenario.firms) > MOST_BANDS:
        bands = "The numbers below give the range of 90% of the replications in brackets."
    else:
        bands = "A band holds 90% of the replications."
    return f"{subject} over time: {panels}one line per firm (mean over replications). {bands}"
