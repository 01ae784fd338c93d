"""How many of the customers of each year of first purchase are still customers, year after year."""

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

BEFORE_START: Final = -1
MOST_COHORTS: Final = 12
BY: Final = ["arm", "cohort", "year"]


def cohort_retention(comparison: Comparison) -> go.Figure:
    """Share of each cohort of the focus firm that is still a customer, by year; baseline and best arm."""
    arms = side_by_side(comparison)
    table = comparison.tables["cohort"]
    own = table[(table.firm == focus(comparison)) & table.arm.isin(arms) & (table.customers > 0)]
    sums = own.groupby(BY)[["still", "customers"]].sum()
    shares = sums["still"] / sums["customers"]
    # Long runs show every second, third ... cohort and year.
    step = 1 + int(own.cohort.max() if len(own) else 0) // MOST_COHORTS
    cohorts = [c for c in sorted(own.cohort.unique()) if c == BEFORE_START or c % step == 0]
    years = [year for year in sorted(own.year.unique()) if year % step == 0]
    titles = panel_titles(arms)
    figure = canvas(
        [Panel(title, "") for title in titles],
        "at the end of year",
        columns=2,
        panel_height=28 * max(len(cohorts), 1),
        gap=WIDE_GAP,
    )
    for i, arm in enumerate(arms):
        add_heat(figure, _grid(shares, arm, cohorts, years), i, 100.0)
    figure.update_layout(hovermode="closest")
    without_legend(figure)
    on_telephone(figure, margin_l=96)
    description = (
        f"Each row: the people who first bought from {spoken(focus(comparison))} in that year; each cell: "
        "how many per cent of them are its customers at the end of a later year, all replications together; "
        f"darker is more. {'Left the baseline, right the arm that earns most. ' if len(arms) > 1 else ''}"
        "A column that pales all the way down is a year in which customers of every age left."
    )
    return tell(figure, Told(_finding(comparison, own), description, *_table(sums)))


def _named(cohort: int) -> str:
    return "before the start" if cohort == BEFORE_START else f"won in year {cohort + 1}"


def _grid(shares: pd.Series[float], arm: str, cohorts: list[int], years: list[int]) -> Grid:
    found = shares.to_dict()
    values = np.array([[found.get((arm, c, year), np.nan) for year in years] for c in cohorts]) * 100
    texts = [["" if np.isnan(value) else f"{value:.0f}" for value in row] for row in values]
    return Grid([*map(_named, cohorts)], [str(year + 1) for year in years], values, texts)


def _finding(comparison: Comparison, own: pd.DataFrame) -> str:
    firm = spoken(focus(comparison))
    end = own[own.year == own.groupby("arm")["year"].transform("max")]
    won = end[end.cohort != BEFORE_START].groupby(["arm", "replication"])[["still", "customers"]].sum()
    if won.empty:
        return f"{firm} won no customers whose stay could be followed"
    kept = set_against(comparison, won["still"] / won["customers"], percent)
    return f"Of all whom {firm} ever won, still customers at the end: {kept}"


def _table(sums: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    cells = sums.reset_index()[[*BY, "still", "customers"]].itertuples(index=False)
    rows = [
        [spoken(str(arm)), _named(int(cohort)), str(int(year) + 1), percent(still / size)]
        for arm, cohort, year, still, size in cells
    ]
    return ["arm", "cohort", "at the end of year", "still customers"], rows
