"""What it costs to have chosen an arm, had one known the luck: regret in every replication."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, on_telephone, tell, without_legend
from analysis.figures.heat import MOST_NUMBERS, Grid, add_heat
from analysis.figures.lines import thinned
from analysis.measures.summary import focus, kpis
from analysis.style import RULE, money, percent, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

MOST_COLUMNS = 60


def arm_regret(comparison: Comparison) -> go.Figure:
    """Profit that each arm forgoes against the best arm of the same replication.

    Raises
    ------
    ValueError
        If the comparison has a single arm.
    """
    if len(comparison.arms) < 2:
        raise ValueError("regret is against another arm; this comparison has one")
    regret = _regret(comparison)
    columns = thinned(regret.shape[1], MOST_COLUMNS)
    values = regret.iloc[:, columns].to_numpy() / 100
    highest = float(np.nanmax(values)) if values.size and np.isfinite(values).any() else 0.0
    figure = canvas([Panel("", "")], "replication", panel_height=34 * len(regret))
    texts = [["" if np.isnan(value) else money(100 * value) for value in row] for row in values]
    names = [str(regret.columns[column]) for column in columns]
    add_heat(figure, Grid(list(regret.index), names, values, texts), 0, highest or 1.0)
    if len(columns) > MOST_NUMBERS:
        figure.update_xaxes(tickmode="auto", tickvals=None, ticktext=None, nticks=8)
    # White cells must be told from no cells.
    figure.update_layout(hovermode="closest", plot_bgcolor=RULE)
    without_legend(figure)
    on_telephone(figure, margin_l=92)
    description = (
        f"Each cell: profit that {spoken(focus(comparison))} forgoes under the arm of that row against the "
        f"best arm in the same replication, money; white is none, the darkest {money(100 * highest)}. A row "
        "that is white throughout is never regretted."
    )
    return tell(figure, Told(_finding(regret), description, *_table(regret)))


def _regret(comparison: Comparison) -> pd.DataFrame:
    """Cents by arm (rows) and replication that finished in every arm (columns)."""
    table = kpis(comparison)
    own = table[table.firm == focus(comparison)]
    profits = own.pivot(index="arm", columns="replication", values="profit_cents").astype(float)
    whole = profits.reindex([arm for arm in comparison.arms if arm in profits.index]).dropna(axis=1)
    return whole.max(axis=0) - whole


def _finding(regret: pd.DataFrame) -> str:
    if regret.empty:
        return "No replication finished in every arm, so no arm can be regretted"
    mean = regret.mean(axis=1)
    least = str(mean.idxmin())
    own = regret.T[least]
    best = float((own == 0).mean())
    return (
        f"“{spoken(least)}” is least regretted: best in {percent(best)} of {regret.shape[1]} replications, "
        f"mean regret {money(float(mean.min()))}, largest {money(float(own.max()))}"
    )


def _table(regret: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    rows = [
        [
            spoken(str(arm)),
            percent((row == 0).mean()),
            money(row.mean()),
            money(row.max()) if len(row) else "–",
        ]
        for arm, row in regret.iterrows()
    ]
    return ["arm", "best in replications", "mean regret", "largest regret"], rows or [["–"] * 4]
