"""Which firm earns most under each arm, and by how much more than the second."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, on_telephone, tell, without_legend
from analysis.figures.heat import Grid, add_heat
from analysis.figures.pairing import certainty
from analysis.measures.summary import RUN
from analysis.statistics.intervals import Interval, mean_interval
from analysis.style import money, plain_lines, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

WIDE, NARROW = 14, 10
"""Letters of a firm's name in a line under the columns, on a wide page and on a telephone."""


def standings(comparison: Comparison) -> go.Figure:
    """Profit over the run of every firm under every arm, shaded within an arm from nothing to the most."""
    profits = _profits(comparison)
    means = profits.groupby("arm", sort=False).mean().reindex(list(comparison.arms))
    most = means.max(axis=1).clip(lower=1.0)
    shades = (100.0 * means.clip(lower=0.0)).div(most, axis=0)
    texts = [[money(value) for value in row] for row in means.to_numpy().tolist()]
    figure = canvas([Panel("", "")], "firm; cells: profit over the run", panel_height=34 * len(means) + 20)
    add_heat(figure, Grid(list(means.index), list(means.columns), shades.to_numpy(), texts), 0, 100.0)
    wide, narrow = (
        [plain_lines(spoken(firm), 28, width) for firm in means.columns] for width in (WIDE, NARROW)
    )
    figure.update_xaxes(ticktext=wide)
    figure.update_layout(hovermode="closest", margin_l=150, margin_b=64)
    without_legend(figure)
    small = {"xaxis.ticktext": narrow, "xaxis.tickfont.size": 8, "yaxis.tickfont.size": 9}
    on_telephone(figure, margin_l=96, **small)
    description = (
        "Each row is an arm, each column a firm; a cell is the firm’s profit over the run, mean over "
        "replications, and the darker the nearer to the most that anybody earns under that arm. Firms of "
        "one arm share their market; who leads is told replication by replication in the table."
    )
    leads = {str(arm): _lead(cell) for arm, cell in profits.groupby("arm", sort=False)}
    return tell(figure, Told(_finding(comparison, leads), description, *_table(leads)))


def _profits(comparison: Comparison) -> pd.DataFrame:
    """Profit in cents: a row an arm and replication, a column a firm."""
    sums = comparison.tables["firm"].groupby([*RUN, "firm"], sort=False).profit_cents.sum()
    return sums.unstack("firm")[list(comparison.scenario.firms)]


def _lead(cell: pd.DataFrame) -> tuple[str, str, Interval]:
    """First and second of an arm, and the lead of the first with its uncertainty."""
    first, second = cell.mean().nlargest(2).index
    return str(first), str(second), mean_interval((cell[first] - cell[second]).to_numpy(np.float64))


def _finding(comparison: Comparison, leads: dict[str, tuple[str, str, Interval]]) -> str:
    wins = Counter(first for first, _, _ in leads.values())
    told = ", ".join(f"{spoken(firm)} under {times}" for firm, times in wins.most_common())
    beyond = sum(found.low is not None and found.low > 0.0 for _, _, found in leads.values())
    return f"Who earns most: {told} of {len(comparison.arms)} arms; beyond luck under {beyond}"


def _table(leads: dict[str, tuple[str, str, Interval]]) -> tuple[list[str], list[list[str]]]:
    rows = [
        [
            spoken(arm),
            spoken(first),
            spoken(second),
            money(np.nan if found.estimate is None else found.estimate),
            certainty(found, money),
        ]
        for arm, (first, second, found) in leads.items()
    ]
    return ["arm", "earns most", "second", "lead, mean", "certainty"], rows
