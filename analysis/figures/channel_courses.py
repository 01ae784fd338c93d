"""The focus firm's channels over time: what moves between them, and where they are at odds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.measures import Measure, moving, over_time
from analysis.figures.pairing import most_apart, set_against
from analysis.measures.channels import held, of_focus, ratio
from analysis.measures.summary import RUN, focus
from analysis.style import percent, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

TIME: Final = [*RUN, "period", "time_years"]
WINDOWS: Final = 4
"""Shares are taken over the last quarter of a year: a month of a small firm has few sales."""
CONFLICT: Final = (
    Measure("integration", "Channels joined", "% of what was told", 100.0),
    Measure("showroomed", "Advice to people who buy elsewhere", "times a year"),
    Measure("showroom_cents", "Cost of advising who buys elsewhere", "money a year", 0.01),
    Measure("spilled", "Contacts failed and made again", "% of contacts", 100.0),
    Measure("unresolved", "Contacts failed and given up", "% of contacts", 100.0),
)


def sales_by_channel(comparison: Comparison) -> go.Figure:
    """Share of the focus firm's sales in each channel over time, a panel per channel."""
    return _shares_over_time(comparison, of_focus(comparison, "channel"), "units", "sales")


def contacts_by_channel(comparison: Comparison) -> go.Figure:
    """Share of the focus firm's contacts in each channel over time, a panel per channel."""
    return _shares_over_time(comparison, held(comparison), "contacts", "contacts")


def _shares_over_time(comparison: Comparison, rows: pd.DataFrame, column: str, what: str) -> go.Figure:
    counts = rows.groupby([*TIME, "channel"])[column].sum().unstack("channel")
    recent = _lately(comparison, counts)
    whole = recent.sum(axis=1)
    shares = recent.div(whole.where(whole > 0), axis=0)
    known = [name for name in comparison.scenario.channels if name in counts]
    used = [name for name in known if counts[name].sum() > 0] or known
    measures = [Measure(name, name, f"% of {what}", 100.0) for name in used]
    description = (
        f"Where {spoken(focus(comparison))}’s {what} take place: one panel per channel, one line per "
        "arm, share over the quarter of a year up to then, mean over replications; a band holds 90% of them. "
        "Sales are not among contacts. Channels without any are left out."
    )
    told = _moved(comparison, counts, (used, what))
    figure = over_time(comparison, shares.reset_index(), measures, description, told)
    return figure.update_yaxes(rangemode="tozero")


def _lately(comparison: Comparison, counts: pd.DataFrame) -> pd.DataFrame:
    """Means a period over the last quarter of a year, each run by itself."""
    window = max(1, round(comparison.scenario.periods_per_year / WINDOWS))
    return counts.groupby(RUN).rolling(window, min_periods=1).mean().droplevel([0, 1])


def _moved(comparison: Comparison, counts: pd.DataFrame, named: tuple[list[str], str]) -> str:
    """The channel whose share of the last year with any differs most between the two arms, or is largest."""
    used, what = named
    firm = spoken(focus(comparison))
    some = counts[counts.sum(axis=1) > 0]
    period = some.index.get_level_values("period")
    ended = period.max() < counts.index.get_level_values("period").max()
    last = some[period > period.max() - comparison.scenario.periods_per_year].groupby(RUN)[used].sum()
    whole = last.sum(axis=1)
    shares = last.div(whole.where(whole > 0), axis=0).dropna()
    if shares.empty:
        return f"{firm} has no {what}"
    channel = used[most_apart(comparison, shares)]
    told = set_against(comparison, shares[channel], percent)
    when = "in the last year with any" if ended else "in the last year"
    return f"Share of {firm}’s {what} through “{spoken(channel)}” {when}: {told}"


def in_each_others_way(comparison: Comparison) -> pd.DataFrame:
    """Conflict and integration of the focus firm's channels: a row per run and period."""
    practice = of_focus(comparison, "practice").set_index(TIME)
    counts = practice[["showroomed", "showroom_cents"]].join(
        of_focus(comparison, "channel").groupby(TIME)[["spilled", "unresolved"]].sum()
    )
    counts["contacts"] = held(comparison).groupby(TIME)["contacts"].sum()
    lately, a_year = _lately(comparison, counts.fillna(0)), comparison.scenario.periods_per_year
    return pd.DataFrame(
        {
            "integration": practice.integration,
            "showroomed": a_year * lately.showroomed,
            "showroom_cents": a_year * lately.showroom_cents,
            "spilled": ratio(lately.spilled, lately.contacts),
            "unresolved": ratio(lately.unresolved, lately.contacts),
        }
    ).reset_index()


def conflicts(comparison: Comparison) -> list[Measure]:
    """Measures of conflict and integration that are not the same all the time in all arms."""
    return moving(in_each_others_way(comparison), CONFLICT)


def channel_conflict(comparison: Comparison) -> go.Figure:
    """A panel per measure of conflict and integration, a line per arm, for the focus firm."""
    description = (
        f"How well {spoken(focus(comparison))}’s channels work together: how much of what one was told the "
        "others know, advice that the firm gives to people who then buy elsewhere or not at "
        "all (showrooming) and what it costs, and contacts that fail. One panel per measure, one line per "
        "arm, over the quarter of a year up to then, mean over replications; a band holds 90% of them. "
        "Measures that never change are left out."
    )
    return over_time(comparison, in_each_others_way(comparison), conflicts(comparison), description)
