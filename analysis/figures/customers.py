"""Customers of the focus firm: relationship stages, satisfaction and loyalties, and who comes and goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, suffix, tell
from analysis.figures.lines import Line, averaged, draw, line_of, line_table, over_replications, panel_titles
from analysis.measures.summary import BY_COLUMN, contrasts, focus, kpis, largest, spread
from analysis.style import (
    HATCHING,
    PART_COLOURS,
    PATTERNS,
    Look,
    amount,
    arm_looks,
    firm_looks,
    plain,
    spoken,
)

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

STAGES: Final = ("welcome", "acquaintance", "account_management", "intensive_care")
LOST: Final = Look("#222222", "dot", "x")


def customers_by_stage(comparison: Comparison) -> go.Figure:
    """Stack the focus firm's customers by relationship stage; the lost are a line of their own."""
    table = comparison.tables["stage"]
    own = table[table.firm == focus(comparison)]
    rows = dict(list(over_replications(own, ["arm", "stage"], "customers").groupby(["arm", "stage"])))
    keys = [(arm, stage) for arm in comparison.arms for stage in (*STAGES, "lost") if (arm, stage) in rows]
    lines = [line_of(rows[key], key[0], spoken(key[1]), _stage_look(key[1])) for key in keys]
    figure = canvas(
        [Panel(title, "customers (mean)", "~s") for title in panel_titles(comparison.arms)], "time, years"
    )
    named: set[str] = set()
    for line in lines:
        panel = comparison.arms.index(line.panel)
        if line.look == LOST:
            figure.add_trace(_halo(line, panel))
        figure.add_trace(_area(line, panel, line.name not in named))
        named.add(line.name)
    description = (
        f"Customers of {spoken(focus(comparison))} over time by stage of the relationship, stacked "
        f"({averaged(comparison).split(';')[0]}). The dotted line counts the lost customers and is not part "
        "of the stack. Those still to be won (attraction) are not shown."
    )
    return tell(figure, Told(_stage_finding(comparison), description, *line_table(lines, amount)))


def _stage_look(stage: str) -> Look:
    return LOST if stage == "lost" else Look(PART_COLOURS[STAGES.index(stage)], "solid", "circle")


def _area(line: Line, panel: int, in_legend: bool) -> go.Scatter:
    area = line.look != LOST
    return go.Scatter(
        x=line.years,
        y=np.nan_to_num(line.mean),
        name=plain(spoken(line.name)),
        legendgroup=plain(spoken(line.name)),
        showlegend=in_legend,
        mode="lines",
        line={"color": line.look.colour, "dash": line.look.dash, "width": 0.5 if area else 2},
        hovertemplate="%{y:,.0f}",
        xaxis=f"x{suffix(panel)}",
        yaxis=f"y{suffix(panel)}",
        **(_stacking(line, panel) if area else {}),
    )


def _halo(line: Line, panel: int) -> go.Scatter:
    """White under a dark line, which crosses dark areas."""
    return go.Scatter(
        x=line.years,
        y=np.nan_to_num(line.mean),
        mode="lines",
        line={"color": "white", "width": 5},
        opacity=0.75,
        hoverinfo="skip",
        showlegend=False,
        legendgroup=plain(spoken(line.name)),
        xaxis=f"x{suffix(panel)}",
        yaxis=f"y{suffix(panel)}",
    )


def _stacking(line: Line, panel: int) -> dict[str, Any]:
    shape = PATTERNS[PART_COLOURS.index(line.look.colour)]
    return {
        "stackgroup": f"stack{panel}",
        "fillcolor": line.look.colour,
        "fillpattern": {"shape": shape, **HATCHING},
    }


def _stage_finding(comparison: Comparison) -> str:
    if len(comparison.arms) < 2:
        own = kpis(comparison)
        ends = own.loc[own.firm == focus(comparison), "customers_end"]
        return f"{spoken(focus(comparison))} ends with {spread(ends, amount)} customers"
    return headline(comparison, "customers_end")


def headline(comparison: Comparison, column: str) -> str:
    """Say the largest difference that an arm makes to a key figure, or that none shows."""
    found = largest(contrasts(comparison), column)
    base, firm, arm = map(spoken, (comparison.arms[0], focus(comparison), found.arm))
    what = found.kpi.label
    if not found.pairs:
        return f"No {what} to compare for {firm}"
    if found.identical:
        return f"“{arm}” and “{base}” give {firm} exactly the same {what}"
    known = f"{found.size()} ({found.certainty()})"
    if found.unclear:
        same = f"no difference in {what} that {found.pairs} replications can show"
        return f"“{arm}” against “{base}”: {same}, {known}"
    return f"{firm}’s {what}, “{arm}” against “{base}”: {known}"


def satisfaction_and_loyalty(comparison: Comparison) -> go.Figure:
    """Satisfaction and both loyalties over time: arms of the focus firm, or all firms of one arm."""
    measures = {
        "satisfaction": Panel("Satisfaction", "index, 0-100"),
        "attitudinal_loyalty": Panel("Attitudinal loyalty", "mean, 0-1"),
        "behavioural_loyalty": Panel("Behavioural loyalty", "share of repeat purchases", ".0%"),
    }
    finding = _finding(comparison, "satisfaction_end", "satisfaction of {} at the end")
    return _over_time(comparison, measures, finding)


def customer_flows(comparison: Comparison) -> go.Figure:
    """Acquisition, churn and win-back over time: arms of the focus firm, or all firms of one arm."""
    measures = {
        "won": Panel("Won for the first time", "customers per period", "~s"),
        "lost": Panel("Lost", "customers per period", "~s"),
        "won_back": Panel("Won back", "customers won back per period", "~s"),
    }
    finding = _finding(comparison, "retention", "yearly retention of {}")
    return _over_time(comparison, measures, finding)


def _finding(comparison: Comparison, kpi: str, phrase: str) -> str:
    if len(comparison.arms) > 1:
        return headline(comparison, kpi)
    own = kpis(comparison)
    level = spread(own.loc[own.firm == focus(comparison), kpi], BY_COLUMN[kpi].show)
    text = phrase.format(spoken(focus(comparison)))
    return f"{text[0].upper()}{text[1:]}: {level}"


def _over_time(comparison: Comparison, measures: dict[str, Panel], finding: str) -> go.Figure:
    several = len(comparison.arms) > 1
    table = comparison.tables["firm"]
    by = "arm" if several else "firm"
    own = table[table.firm == focus(comparison)] if several else table
    looks = arm_looks(comparison.arms) if several else firm_looks(comparison.scenario.firms)
    lines = [
        line for column, panel in measures.items() for line in _lines(own, by, column, panel.title, looks)
    ]
    figure = canvas(list(measures.values()), "time, years")
    draw(figure, lines, [panel.title for panel in measures.values()], ",.3~r")
    names = ", ".join(f"{panel.title.lower()} ({panel.y_title})" for panel in measures.values())
    whose = f"of {spoken(focus(comparison))}, one line per arm" if several else "one line per firm"
    description = f"Over time, {whose}: {names}. Lines: "
    description += f"{averaged(comparison).removeprefix('one panel per arm, ')}."
    return tell(figure, Told(finding, description, *line_table(lines, amount)))


def _lines(own: pd.DataFrame, by: str, column: str, title: str, looks: dict[str, Look]) -> Sequence[Line]:
    rows = dict(list(over_replications(own, [by], column).groupby(by)))
    return [line_of(rows[name], title, name, look) for name, look in looks.items() if name in rows]
