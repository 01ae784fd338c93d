"""Which task of the relationship goes through which channel, under the baseline and the best arm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import WIDE_GAP, Panel, Told, canvas, on_telephone, suffix, tell, without_legend
from analysis.figures.heat import Grid, add_heat
from analysis.figures.lines import panel_titles
from analysis.figures.pairing import most_apart, set_against, side_by_side
from analysis.measures.channels import of_focus
from analysis.measures.summary import RUN, focus
from analysis.style import money, percent, spoken
from sim.mechanisms.channels.channel_types import Task

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

COUNTS: Final = ["contacts", "contacts_cents"]
TASKS: Final = {
    Task.COMMUNICATION.value: "commu-<br>nication",
    Task.ADVICE.value: "advice",
    Task.SALE.value: "sale",
    Task.INSTALLATION.value: "instal-<br>lation",
    Task.AFTER_SALE.value: "after<br>sale",
    Task.ACCOUNT_CARE.value: "account<br>care",
}
"""Tasks in the order of a relationship, as they fit under a narrow column."""


def channel_tasks(comparison: Comparison) -> go.Figure:
    """Share of each task's contacts by channel; baseline and best arm."""
    arms, channels = side_by_side(comparison), list(comparison.scenario.channels)
    runs = of_focus(comparison, "task").groupby([*RUN, "channel", "task"])[COUNTS].sum()
    sums = runs.groupby(["arm", "channel", "task"])[COUNTS].sum()
    panels = [Panel(title, "") for title in panel_titles(arms)]
    figure = canvas(
        panels,
        "task; cells: % of its contacts",
        columns=2,
        panel_height=44 * len(channels) + 20,
        gap=WIDE_GAP,
    )
    for i, arm in enumerate(arms):
        add_heat(figure, _grid(sums.contacts, arm, channels), i, 100.0)
    figure.update_xaxes(ticktext=[*TASKS.values()], title_standoff=4)
    figure.update_layout(hovermode="closest", margin_b=64, height=figure.layout.height + 8)
    without_legend(figure)
    small = {f"xaxis{suffix(panel)}.tickfont.size": 9 for panel in range(len(arms))}
    on_telephone(figure, margin_l=84, **small)
    description = (
        f"Each column is a task of {spoken(focus(comparison))}’s relationship with its customers, each row "
        "a channel; a cell says how many per cent of the task’s contacts go through the channel, over "
        "the whole run, all replications together. Columns sum to 100; a column without numbers had no "
        "contacts. A contact that fails and is made again counts in both channels."
    )
    return tell(figure, Told(_finding(comparison, runs.contacts), description, *_table(comparison, sums)))


def _grid(contacts: pd.Series[int], arm: str, channels: list[str]) -> Grid:
    counts = np.array(
        [[float(contacts.get((arm, channel, task), 0)) for task in TASKS] for channel in channels]
    )
    totals = counts.sum(axis=0, keepdims=True)
    values = np.divide(100 * counts, totals, out=np.full_like(counts, np.nan), where=totals > 0)
    texts = [["" if np.isnan(value) else _short(value) for value in row] for row in values]
    return Grid(channels, [*TASKS], values, texts)


def _short(value: float) -> str:
    return "< 1" if 0 < value < 1 else f"{value:.0f}"


def _finding(comparison: Comparison, contacts: pd.Series[int]) -> str:
    """The share of a task in a channel that differs most between the two arms; of one arm, the largest."""
    totals = contacts.groupby([*RUN, "task"]).transform("sum")
    shares = (contacts / totals.where(totals > 0)).dropna().unstack(["channel", "task"])
    if shares.empty:
        return f"Nobody had any contact with {spoken(focus(comparison))}"
    most = most_apart(comparison, shares)
    channel, task = (str(shares.columns.get_level_values(name)[[most]][0]) for name in ("channel", "task"))
    told = set_against(comparison, shares.iloc[:, most].dropna(), percent)
    kind = "The largest shift between channels" if len(comparison.arms) > 1 else "The most one-sided task"
    return f"{kind}: {spoken(task)} through “{spoken(channel)}”, {told}"


def _table(comparison: Comparison, sums: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    wanted = pd.MultiIndex.from_product([comparison.arms, TASKS, comparison.scenario.channels])
    # An arm without a finished run has no rows.
    kept = sums.reorder_levels(["arm", "task", "channel"]).reindex(wanted).dropna()
    totals = kept.contacts.groupby(level=[0, 1]).transform("sum")
    rows = [
        [
            *map(spoken, names),
            f"{contacts:,.0f}",
            percent(contacts / total) if total else "–",
            money(cents),
            money(cents / contacts) if contacts else "–",
        ]
        for names, contacts, cents, total in zip(
            kept.index, kept.contacts, kept.contacts_cents, totals, strict=True
        )
    ]
    head = ["arm", "task", "channel", "contacts, all replications", "share of the task", "cost"]
    return [*head, "cost a contact"], rows
