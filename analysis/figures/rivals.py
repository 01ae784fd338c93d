"""What happens to the market around the focus firm: concentration, and how rivals answer its arms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, suffix, tell
from analysis.figures.lines import averaged, draw, line_of, line_table, over_replications
from analysis.figures.pairing import certainty, change, set_against, side_by_side
from analysis.measures.summary import focus
from analysis.statistics.intervals import Interval, mean_interval
from analysis.style import Look, arm_looks, firm_looks, money, percent, plain, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

RUN: Final = ["arm", "replication"]
SPENDING: Final = (
    "advertising_cents",
    "acquisition_cents",
    "retention_cents",
    "win_back_cents",
    "care_cents",
)
MEASURES: Final = {
    "price": Panel("List price", "difference, %"),
    "spending": Panel("Marketing and CRM spending", "difference, money a year", "~s"),
}


def concentration(comparison: Comparison) -> go.Figure:
    """Herfindahl index of the market over time, one line per arm."""
    rows = over_replications(comparison.tables["category"], ["arm"], "herfindahl")
    looks = arm_looks(comparison.arms)
    lines = [line_of(rows[rows.arm == arm], "", arm, look) for arm, look in looks.items()]
    lines = [line for line in lines if len(line.years)]
    figure = canvas([Panel("", "Herfindahl index, 0-1")], "time, years")
    draw(figure, lines, [""], ".2f")
    figure.update_yaxes(rangemode="tozero")
    how = averaged(comparison).removeprefix("one panel per arm, ")
    description = (
        "Sum of the firms’ squared shares of units over time, one line per arm: 1 is a monopoly, 1 ÷ the "
        f"number of firms is equal shares. Lines: {how}."
    )
    return tell(
        figure, Told(_concentrated(comparison), description, *line_table(lines, lambda v: f"{v:.3f}"))
    )


def _concentrated(comparison: Comparison) -> str:
    category = comparison.tables["category"]
    year = comparison.scenario.periods_per_year
    recent = category[category.period > category.groupby("arm")["period"].transform("max") - year]
    index = recent.groupby(RUN)["herfindahl"].mean()
    told = set_against(comparison, index, lambda v: f"{v:.2f}", lambda v: f"{v:+.2f}".replace("-", "−"))
    return f"Concentration of the market in the last year (Herfindahl index): {told}"


def rivals_reactions(comparison: Comparison) -> go.Figure:
    """Difference of each rival's list price and marketing spending from the baseline arm, under the best arm.

    Raises
    ------
    ValueError
        If the comparison has a single arm.
    """
    if len(comparison.arms) < 2:
        raise ValueError("a reaction shows between two arms; this comparison has one")
    yearly = _yearly(comparison)
    arms = side_by_side(comparison)
    looks = {
        firm: look
        for firm, look in firm_looks(comparison.scenario.firms).items()
        if firm != focus(comparison)
    }
    figure = canvas(list(MEASURES.values()), "time, years", columns=2)
    for panel, measure in enumerate(MEASURES):
        for firm, look in looks.items():
            found = _differences(yearly, firm, measure, arms)
            if found:
                figure.add_trace(_line(found, (firm, look), panel))
    figure.update_yaxes(zeroline=True, zerolinewidth=2)
    for panel in range(len(MEASURES)):
        if not any(np.any(trace.y) for trace in figure.data if trace.yaxis == f"y{suffix(panel)}"):
            figure.layout[f"yaxis{suffix(panel)}"].update(range=[-1, 1], tickmode="array", tickvals=[0])
    description = (
        f"Each rival of {spoken(focus(comparison))} under “{spoken(arms[1])}” less under "
        f"“{spoken(arms[0])}”, year by year, in the same luck: mean list price of what it has on offer, in "
        "per cent, and what it spends on advertising, acquisition, retention, win-back and care, in money a "
        "year. Zero: it does the same in both arms. A launch or withdrawal moves the mean list price too."
    )
    return tell(figure, Told(_reaction(yearly, looks, arms), description, *_table(yearly, looks, arms)))


def _yearly(comparison: Comparison) -> pd.DataFrame:
    firm = comparison.tables["firm"]
    rivals = firm[(firm.firm != focus(comparison)) & firm.arm.isin(side_by_side(comparison))]
    spent = rivals[list(SPENDING)].sum(axis=1) / 100
    year = rivals.period // comparison.scenario.periods_per_year
    grouped = rivals.assign(spending=spent, year=year).groupby([*RUN, "firm", "year"])
    return pd.DataFrame({"price": grouped["list_price_cents"].mean(), "spending": grouped["spending"].sum()})


def _differences(yearly: pd.DataFrame, firm: str, measure: str, arms: tuple[str, ...]) -> dict[int, Interval]:
    """Interval of the difference between the arms in each year that both have a value."""
    if firm not in yearly.index.get_level_values("firm"):
        return {}
    own = yearly.xs(firm, level="firm")[measure].unstack("arm").reindex(columns=list(arms)).dropna()
    gain = own[arms[1]] - own[arms[0]]
    if measure == "price":
        gain = 100 * gain / own[arms[0]].where(own[arms[0]] > 0)
    by_year = gain.groupby(level="year")
    return {int(str(year)): mean_interval(values.to_numpy()) for year, values in by_year}


def _line(found: dict[int, Interval], rival: tuple[str, Look], panel: int) -> go.Scatter:
    firm, look = rival
    middle = [np.nan if each.estimate is None else each.estimate for each in found.values()]
    reach = [
        0.0 if each.high is None else each.high - x for each, x in zip(found.values(), middle, strict=True)
    ]
    return go.Scatter(
        x=[year + 1 for year in found],
        y=np.array(middle, dtype=np.float32),
        error_y={"array": reach, "color": look.colour, "thickness": 1, "width": 3},
        name=plain(spoken(firm)),
        legendgroup=plain(spoken(firm)),
        showlegend=panel == 0,
        mode="lines+markers",
        line={"color": look.colour, "dash": look.dash, "width": 2},
        marker={"symbol": look.marker, "size": 7, "color": look.colour},
        hovertemplate="%{y:.3~s}",
        xaxis=f"x{suffix(panel)}",
        yaxis=f"y{suffix(panel)}",
    )


def _reaction(yearly: pd.DataFrame, looks: dict[str, Look], arms: tuple[str, ...]) -> str:
    """Say which rival changes its spending most for certain, or that none does anything different."""
    by_run = yearly["spending"].groupby([*RUN, "firm"]).sum()
    base, arm = map(spoken, arms)
    changes = {
        firm: change(by_run.xs(firm, level="firm"), arms[0], arms[1])
        for firm in looks
        if firm in by_run.index.get_level_values("firm")
    }
    clear = {
        f: c
        for f, c in changes.items()
        if c.low is not None and c.high is not None and (c.low > 0 or c.high < 0)
    }
    if not clear:
        return f"No rival clearly spends more or less on marketing under “{arm}” than under “{base}”"
    firm = max(clear, key=lambda name: abs(clear[name].estimate or 0))
    found = clear[firm]

    def show(value: float) -> str:
        return money(100 * value, signed=True)

    moved = found.estimate or 0.0
    size = f"{money(100 * abs(moved))} {'more' if moved > 0 else 'less'}"
    return (
        f"Most changed rival: {spoken(firm)} spends {size} on marketing and CRM over "
        f"the run under “{arm}” against “{base}” ({certainty(found, show)})"
    )


def _table(
    yearly: pd.DataFrame, looks: dict[str, Look], arms: tuple[str, ...]
) -> tuple[list[str], list[list[str]]]:
    rows = []
    for firm in looks:
        found = {measure: _differences(yearly, firm, measure, arms) for measure in MEASURES}
        for year in sorted({*found["price"], *found["spending"]}):
            price, spending = found["price"].get(year), found["spending"].get(year)
            rows.append(
                [
                    spoken(firm),
                    str(year + 1),
                    _cell(price, lambda v: percent(v / 100, signed=True)),
                    _cell(spending, lambda v: money(100 * v, signed=True)),
                ]
            )
    return ["rival", "year", "list price, difference", "marketing and CRM spending, difference"], rows


def _cell(found: Interval | None, show: Callable[[float], str]) -> str:
    if found is None or found.estimate is None:
        return "–"
    if found.low is None or found.high is None:
        return show(found.estimate)
    return f"{show(found.estimate)} ({show(found.low)} to {show(found.high)})"
