"""How often CRM programmes failed: one row per way to fail, one mark per arm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, tell
from analysis.figures.dots import Dot, add_dots
from analysis.measures.crm_programme import (
    DISCOUNT_RATE,
    WAYS_TO_FAIL,
    failure_rate,
    programmes_table,
    usual_outcomes,
)
from analysis.measures.summary import focus
from analysis.style import arm_looks, percent, spoken

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiments.experiment import Comparison


def programme_failures(comparison: Comparison) -> go.Figure:
    """Share of replications in which each arm's programme failed, and in which way, with Wilson's intervals.

    Raises
    ------
    ValueError
        If no arm but the first has a programme, or none of its runs is there.
    """
    outcomes = usual_outcomes(comparison)
    if outcomes.empty:
        raise ValueError("no arm but the first has a CRM programme")
    runs = {str(arm): rows for arm, rows in outcomes.groupby("arm", sort=False)}
    looks = {arm: look for arm, look in arm_looks(comparison.arms).items() if arm in runs}
    ways = list(WAYS_TO_FAIL.values())
    dots = [
        Dot(way, arm, failure_rate(runs[arm][column]))
        for column, way in WAYS_TO_FAIL.items()
        for arm in looks
    ]
    row = 18 + 16 * len(looks)
    figure = canvas([Panel("", "")], "share of runs, 95% interval", panel_height=30 + len(ways) * row)
    add_dots(figure, dots, ways, looks, 0)
    figure.update_xaxes(range=[-0.02, 1.02], tickformat=".0%", zeroline=True)
    figure.update_layout(hovermode="closest")
    description = (
        f"Each run of {spoken(focus(comparison))} with a programme is held against the run without one in "
        f"the same luck. {_targets(comparison)} Its present value is the difference in profit at "
        f"{percent(DISCOUNT_RATE)} a year. It fails if it misses a target or is worth less than nothing. "
        "Intervals are those of a rate (Wilson 1927)."
    )
    return tell(figure, Told(_finding(runs), description, *programmes_table(outcomes)))


def _targets(comparison: Comparison) -> str:
    count = len(comparison.scenario.targets)
    return {0: "It states no target.", 1: "It states one target."}.get(count, f"It states {count} targets.")


def _finding(runs: dict[str, pd.DataFrame]) -> str:
    rates = {arm: failure_rate(rows.fails).estimate or 0.0 for arm, rows in runs.items()}
    told = [f"{percent(rate)} with “{spoken(arm)}”" for arm, rate in rates.items()]
    replications = max(len(rows) for rows in runs.values())
    return f"The programme fails in {', '.join(told)} ({replications} replications)"
