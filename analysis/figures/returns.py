"""What extra spending brings back: marketing, CRM and R&D against contribution before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, on_telephone, tell
from analysis.figures.pairing import change
from analysis.measures.summary import focus
from analysis.statistics.intervals import Interval, ratio_interval
from analysis.style import QUIET, Look, arm_looks, money, plain, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

SPENDING: Final = tuple(
    f"{name}_cents" for name in ("advertising", "acquisition", "retention", "win_back", "care", "research")
)
RUN: Final = ["arm", "replication"]


@dataclass(frozen=True)
class Return:
    """Of one arm against the baseline, in cents per run: spending, what it brings, and their ratio."""

    arm: str
    spent: Interval
    brought: Interval
    ratio: Interval


def marginal_return(comparison: Comparison) -> go.Figure:
    """Extra spending of each arm against the extra contribution before it, with the break-even line.

    Raises
    ------
    ValueError
        If the comparison has a single arm.
    """
    if len(comparison.arms) < 2:
        raise ValueError("spending more needs another arm to compare with; this comparison has one")
    found = returns(comparison)
    panel = Panel("", "extra contribution before spending, money", "~s")
    figure = canvas([panel], "extra spending on marketing, CRM and R&D, money", panel_height=320)
    _break_even(figure, found)
    looks = arm_looks(comparison.arms)
    for each in found:
        if each.spent.estimate is not None:
            figure.add_trace(_mark(each, looks[each.arm]))
    figure.update_xaxes(tickformat="~s", nticks=6, tickangle=0, zeroline=True)
    if not any(each.spent.estimate for each in found):
        figure.update_xaxes(range=[-1, 1], tickmode="array", tickvals=[0])
    figure.update_layout(hovermode="closest")
    on_telephone(figure, xaxis_nticks=4, **{"xaxis.title.text": "extra spending, money"})
    description = (
        f"One mark per arm, {spoken(focus(comparison))}, against the baseline "
        f"“{spoken(comparison.arms[0])}” in the same luck, per run: to the right what the arm spends more "
        "on advertising, acquisition, retention, win-back, care and R&D; upwards what it earns more before "
        "that spending. Bars: 95% intervals. Above the dashed line the arm earns more than it spends. An "
        "arm that changes prices or products moves up or down for that reason too."
    )
    return tell(figure, Told(_finding(comparison, found), description, *_table(found)))


def returns(comparison: Comparison) -> list[Return]:
    """Return of each arm on what it spends more than the baseline; intervals over paired replications."""
    firm = comparison.tables["firm"]
    own = firm[firm.firm == focus(comparison)]
    sums = own.groupby(RUN)[[*SPENDING, "profit_cents"]].sum()
    spent = sums[list(SPENDING)].sum(axis=1).astype(float)
    brought = spent + sums.profit_cents
    base = comparison.arms[0]
    return [
        Return(arm, change(spent, base, arm), change(brought, base, arm), _ratio(brought, spent, (base, arm)))
        for arm in comparison.arms[1:]
    ]


def _ratio(brought: pd.Series[float], spent: pd.Series[float], arms: tuple[str, str]) -> Interval:
    both = pd.DataFrame({"brought": brought, "spent": spent})
    runs = [both[both.index.get_level_values("arm") == arm].droplevel("arm") for arm in arms]
    gain = (runs[1] - runs[0]).dropna()
    return ratio_interval(gain["brought"].to_numpy(), gain["spent"].to_numpy())


def _break_even(figure: go.Figure, found: list[Return]) -> None:
    limits = [each.spent for each in found]
    known = [
        float(x) / 100 for spent in limits for x in (spent.estimate, spent.low, spent.high) if x is not None
    ]
    ends = np.array([min([*known, 0.0]), max([*known, 0.0])])
    figure.add_trace(
        go.Scatter(
            x=ends,
            y=ends,
            mode="lines",
            name="break-even",
            line={"color": QUIET, "dash": "dash"},
            hoverinfo="skip",
        )
    )


def _mark(each: Return, look: Look) -> go.Scatter:
    x, y = (float(found.estimate or 0) / 100 for found in (each.spent, each.brought))
    reach = [
        0.0 if found.high is None else found.high / 100 - mean
        for found, mean in ((each.spent, x), (each.brought, y))
    ]
    bars = {"color": look.colour, "thickness": 1.5, "width": 4}
    return go.Scatter(
        x=[x],
        y=[y],
        error_x={"array": [reach[0]], **bars},
        error_y={"array": [reach[1]], **bars},
        name=plain(spoken(each.arm)),
        mode="markers",
        marker={"symbol": look.marker, "size": 11, "color": look.colour},
        hovertemplate="spends %{x:.3~s} more, brings %{y:.3~s} more",
    )


def _finding(comparison: Comparison, found: list[Return]) -> str:
    spending = [each for each in found if (each.spent.low or 0) > 0 and each.ratio.estimate is not None]
    firm = spoken(focus(comparison))
    if not spending:
        base = spoken(comparison.arms[0])
        return f"No arm clearly spends more for {firm} than “{base}”, so none shows a return"
    told = max(spending, key=lambda each: each.ratio.estimate or 0)
    brings = f"{_told(told.ratio)}: {_judged(told.ratio)}"
    return f"Each unit that {firm} spends more under “{spoken(told.arm)}” brings {brings}"


def _judged(ratio: Interval) -> str:
    if ratio.low is None or ratio.high is None:
        return "how surely cannot be told"
    return "it pays" if ratio.low > 1 else "it does not pay" if ratio.high < 1 else "it may or may not pay"


def _told(ratio: Interval) -> str:
    if ratio.estimate is None:
        return "–"
    if ratio.low is None or ratio.high is None:
        return f"{ratio.estimate:.2f}".replace("-", "−")
    interval = f"95% CI {ratio.low:.2f} to {ratio.high:.2f}; {ratio.replications} replications"
    return f"{ratio.estimate:.2f} ({interval})".replace("-", "−")


def _table(found: list[Return]) -> tuple[list[str], list[list[str]]]:
    columns = [
        "arm",
        "extra spending",
        "extra contribution before it",
        "return per unit of money",
        "does it pay",
    ]
    rows = [
        [spoken(each.arm), _span(each.spent), _span(each.brought), _told(each.ratio), _judged(each.ratio)]
        for each in found
    ]
    return columns, rows


def _span(found: Interval) -> str:
    if found.estimate is None:
        return "–"
    mean = money(found.estimate, signed=True)
    if found.low is None or found.high is None:
        return mean
    return f"{mean} ({money(found.low, signed=True)} to {money(found.high, signed=True)})"
