"""Whether more replications would change the answer: the mean difference as they come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, tell, without_legend
from analysis.figures.lines import Line, draw, line_table, thinned
from analysis.figures.pairing import side_by_side
from analysis.measures.summary import focus, kpis
from analysis.statistics.intervals import mean_interval
from analysis.style import Look, arm_looks, money, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

MOST_ARMS: Final = 6
MOST_STEPS: Final = 40


def convergence(comparison: Comparison) -> go.Figure:
    """Mean difference in profit from the baseline against the number of replications, with its 95% interval.

    Raises
    ------
    ValueError
        If the comparison has a single arm or a single replication.
    """
    if len(comparison.arms) < 2 or comparison.replications < 2:
        raise ValueError("convergence of a difference needs two arms and two replications")
    gains = _gains(comparison)
    looks = arm_looks(comparison.arms)
    lines = [_line(arm, gains[arm].dropna(), looks) for arm in comparison.arms[1 : MOST_ARMS + 1]]
    figure = canvas(
        [Panel(line.panel, "difference, money", "~s") for line in lines], "replications", panel_height=180
    )
    draw(figure, lines, [line.panel for line in lines], ",.3~s")
    for i in range(len(lines)):
        figure.layout[f"yaxis{i + 1 if i else ''}"].update(matches=None, zeroline=True, zerolinewidth=2)
    without_legend(figure)
    description = (
        f"Mean difference in {spoken(focus(comparison))}’s profit from “{spoken(comparison.arms[0])}” after "
        "the first 2, 3, ... replications, and the 95% interval of that mean. Settled: the line is level "
        "and the band is narrow against what matters to you; the interval narrows with the square root of "
        "the number."
    )
    columns, rows = line_table(lines, lambda value: money(100 * value))
    return tell(figure, Told(_finding(comparison, gains), description, ["replications", *columns[1:]], rows))


def _gains(comparison: Comparison) -> pd.DataFrame:
    """Gain in cents of each arm (columns) over the baseline by replication."""
    table = kpis(comparison)
    own = table[table.firm == focus(comparison)]
    profits = own.pivot(index="replication", columns="arm", values="profit_cents").astype(float)
    profits = profits.reindex(columns=list(comparison.arms))
    return profits.sub(profits[comparison.arms[0]], axis=0)


def _line(arm: str, gains: pd.Series[float], looks: dict[str, Look]) -> Line:
    counts = 2 + thinned(max(len(gains) - 1, 0), MOST_STEPS)
    found = [mean_interval(gains.to_numpy()[:count] / 100) for count in counts]
    columns = [[getattr(each, name) for each in found] for name in ("estimate", "low", "high")]
    mean, low, high = (np.array(values, dtype=np.float32) for values in columns)
    return Line(arm, arm, looks[arm], counts.astype(np.float32), mean, low, high)


def _finding(comparison: Comparison, gains: pd.DataFrame) -> str:
    arm = side_by_side(comparison)[-1]
    own = gains[arm].dropna().to_numpy()
    half = mean_interval(own[: len(own) // 2])
    whole = mean_interval(own)
    if half.estimate is None or whole.estimate is None:
        return f"Too few replications of “{spoken(arm)}” to see whether the mean settles"
    moved = (
        f"{money(half.estimate, signed=True)} after {half.replications}, {money(whole.estimate, signed=True)}"
    )
    reach = "" if whole.high is None else f" ± {money(whole.high - whole.estimate)} (95%)"
    return (
        f"Gain of “{spoken(arm)}” over the baseline: {moved} after {whole.replications} replications{reach}"
    )
