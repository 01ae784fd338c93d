"""Sales of the category and of its generations, over the phases of the product life cycle."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, suffix, tell
from analysis.figures.lines import Line, averaged, draw, line_of, line_table, over_replications, panel_titles
from analysis.style import PART_COLOURS, QUIET, Look, amount, plain, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

SHADES: Final = {
    "introduction": "#f4f6f8",
    "growth": "#e3f1e8",
    "maturity": "#e6eef8",
    "decline": "#f8ebe2",
    "revival": "#f3e8f4",
}
CATEGORY: Final = Look("#1d2733", "solid", "circle")
GENERATIONS: Final = (
    Look(PART_COLOURS[1], "dash", "triangle-up"),
    Look("#8a7a2e", "dot", "square"),
    Look("#666970", "dashdot", "diamond"),
    Look("#a3553a", "longdash", "cross"),
)


def sales_with_phases(comparison: Comparison) -> go.Figure:
    """Units sold per period in the category and in each generation; bands show the recognised phase."""
    lines = [*_category(comparison), *_generations(comparison)]
    panels = [Panel(title, "units per period", "~s") for title in panel_titles(comparison.arms)]
    figure = canvas(panels, "time, years")
    draw(figure, lines, comparison.arms, ",.0f")
    # Names of phases stand above the curves.
    highest = max((float(line.high.max()) for line in lines if len(line.high)), default=0.0)
    figure.update_yaxes(range=[0, 1.28 * highest or 1.0])
    for i, arm in enumerate(comparison.arms):
        _shade(figure, phases(comparison, arm), i)
    description = (
        f"Units sold per period over time: the category and its generations that were sold "
        f"({averaged(comparison)}). Shaded spans: the phase recognised in most replications."
    )
    return tell(figure, Told(_finding(comparison), description, *line_table(lines, amount)))


def phases(comparison: Comparison, arm: str) -> list[tuple[str, float, float]]:
    """Spans (phase, from year, to year) of the phase that most replications agree on."""
    category = comparison.tables["category"]
    own = category[(category.arm == arm) & category.phase.notna()]
    if own.empty:
        return []
    counts = own.groupby(["time_years", "phase"]).size().unstack(fill_value=0)
    common = counts.idxmax(axis=1)
    times = [0.0, *(float(time) for time in common.index)]
    steps = zip(common, pairwise(times), strict=True)
    runs = [(str(phase), [span for _, span in group]) for phase, group in groupby(steps, key=lambda s: s[0])]
    return [(phase, spans[0][0], spans[-1][1]) for phase, spans in runs]


def _shade(figure: go.Figure, spans: list[tuple[str, float, float]], panel: int) -> None:
    whole = spans[-1][2] if spans else 0.0
    for phase, start, end in spans:
        x, y = f"x{suffix(panel)}", f"y{suffix(panel)} domain"
        look = {"fillcolor": SHADES.get(phase, "#f0f0f0"), "line": {"width": 0}, "layer": "below"}
        figure.add_shape(type="rect", x0=start, x1=end, y0=0, y1=1, xref=x, yref=y, **look)
        # A narrow span has no room for its name across, so it is written upwards.
        narrow = end - start < 0.35 * whole
        if end - start >= 0.04 * whole:
            figure.add_annotation(
                text=plain(spoken(phase), 14),
                x=start,
                y=0.99,
                xref=x,
                yref=y,
                xanchor="left",
                yanchor="top",
                textangle=-90 if narrow else 0,
                showarrow=False,
                font={"size": 9, "color": QUIET},
            )


def _category(comparison: Comparison) -> list[Line]:
    rows = over_replications(comparison.tables["category"], ["arm"], "units")
    return [line_of(rows[rows.arm == arm], arm, "category", CATEGORY) for arm in comparison.arms]


def _generations(comparison: Comparison) -> list[Line]:
    table = comparison.tables.get("generation")
    names = list(comparison.scenario.generations)
    if table is None or len(names) < 2:
        return []
    looks = {name: GENERATIONS[i % len(GENERATIONS)] for i, name in enumerate(names)}
    # A generation that an arm never sells would be a line on the axis and a name in the legend.
    sold = table[table.groupby(["arm", "generation"])["units"].transform("sum") > 0]
    rows = dict(list(over_replications(sold, ["arm", "generation"], "units").groupby(["arm", "generation"])))
    keys = [(arm, name) for arm in comparison.arms for name in names if (arm, name) in rows]
    return [line_of(rows[key], key[0], spoken(key[1]), looks[key[1]]) for key in keys]


def _finding(comparison: Comparison) -> str:
    arm = comparison.arms[0]
    category = comparison.tables["category"]
    own = category[category.arm == arm]
    runs = [run for _, run in own.groupby("replication")]
    peaks = pd.Series([float(run.time_years.to_numpy()[run.units.to_numpy().argmax()]) for run in runs])
    if peaks.empty:
        return "No sales to show"
    low, high = peaks.quantile([0.05, 0.95])
    known = f" (90% of replications: {low:.1f} to {high:.1f})" if len(peaks) > 1 else ""
    path = ", ".join(dict.fromkeys(spoken(phase) for phase, _, _ in phases(comparison, arm)))
    passed = f"; phases passed: {path}" if path else ""
    where = f"Under “{spoken(arm)}” category" if len(comparison.arms) > 1 else "Category"
    return f"{where} sales peak in year {peaks.mean():.1f}{known}{passed}"
