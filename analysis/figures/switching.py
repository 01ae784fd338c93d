"""From which supplier to which: shares of purchases by the firm of the purchase before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import WIDE_GAP, Panel, Told, canvas, on_telephone, tell, without_legend
from analysis.figures.heat import Grid, add_heat
from analysis.figures.lines import panel_titles
from analysis.figures.pairing import set_against, side_by_side
from analysis.measures.summary import focus
from analysis.style import percent, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

FIRST: Final = "none"
OTHERS: Final = "other firms"
MOST_FIRMS: Final = 7
RUN: Final = ["arm", "replication"]


def switching_matrix(comparison: Comparison) -> go.Figure:
    """Share of the purchases of each firm's last buyers that goes to each firm; baseline and best arm."""
    arms = side_by_side(comparison)
    table = comparison.tables["switching"]
    counted = table[table.arm.isin(arms) & (table.destination != FIRST)]
    flows = counted.groupby([*RUN, "origin", "destination"], sort=False)["purchases"].sum().reset_index()
    firms = _shown(comparison, flows)
    named = flows.assign(
        origin=flows.origin.where(flows.origin.isin([*firms, FIRST]), OTHERS),
        destination=flows.destination.where(flows.destination.isin(firms), OTHERS),
    )
    sums = named.groupby(["arm", "origin", "destination"])["purchases"].sum()
    columns = [*firms, *([OTHERS] if (named.destination == OTHERS).any() else [])]
    figure = canvas(
        [Panel(title, "bought before from") for title in panel_titles(arms)],
        "buys now from",
        columns=2,
        panel_height=40 * (len(columns) + 1),
        gap=WIDE_GAP,
    )
    for i, arm in enumerate(arms):
        add_heat(figure, _grid(sums, arm, [*columns, FIRST], columns), i, 100.0)
    figure.update_layout(hovermode="closest")
    figure.update_xaxes(title_standoff=12)
    without_legend(figure)
    on_telephone(figure, margin_l=92)
    description = (
        "Each row: people whose last purchase was from that firm (last row: who buy for the first time); "
        "each cell: how many per cent of their next purchases go to the firm of the column, over the whole "
        "run, all replications together; rows sum to 100. The diagonal is repeat buying."
    )
    return tell(figure, Told(_finding(comparison, flows), description, *_table(sums)))


def _shown(comparison: Comparison, flows: pd.DataFrame) -> list[str]:
    """The focus firm and the largest sellers, in the order of the scenario."""
    largest = flows.groupby("destination")["purchases"].sum().nlargest(MOST_FIRMS).index
    kept = {focus(comparison), *largest}
    return [firm for firm in comparison.scenario.firms if firm in kept]


def _grid(sums: pd.Series[int], arm: str, rows: list[str], columns: list[str]) -> Grid:
    counts = np.array([[float(sums.get((arm, row, column), 0)) for column in columns] for row in rows])
    totals = counts.sum(axis=1, keepdims=True)
    values = np.divide(100 * counts, totals, out=np.full_like(counts, np.nan), where=totals > 0)
    texts = [["" if np.isnan(value) else _short(value) for value in row] for row in values]
    return Grid([*rows[:-1], "first purchase"], columns, values, texts)


def _short(value: float) -> str:
    return "< 1" if 0 < value < 1 else f"{value:.0f}"


def _finding(comparison: Comparison, flows: pd.DataFrame) -> str:
    firm = focus(comparison)
    own = flows[flows.origin == firm]
    totals = own.groupby(RUN)["purchases"].sum()
    again = own[own.destination == firm].set_index(RUN)["purchases"].reindex(totals.index).fillna(0)
    kept = set_against(comparison, again / totals.where(totals > 0), percent)
    return (
        f"Of the purchases of {spoken(firm)}’s last buyers, the share that is {spoken(firm)}’s again: {kept}"
    )


def _table(sums: pd.Series[int]) -> tuple[list[str], list[list[str]]]:
    totals = sums.groupby(level=[0, 1]).transform("sum")
    rows = [
        [
            *(spoken(name) for name in (arm, "first purchase" if origin == FIRST else origin, destination)),
            f"{count:,}",
            percent(count / total) if total else "–",
        ]
        for (arm, origin, destination), count, total in zip(sums.index, sums, totals, strict=True)
    ]
    return ["arm", "bought before from", "buys now from", "purchases, all replications", "share of row"], rows
