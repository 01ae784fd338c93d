"""The charts of a report in reading order, each with its words, its numbers and its data for the browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import plotly.graph_objects as go
from markupsafe import Markup

from analysis import figures
from analysis.style import spoken

if TYPE_CHECKING:
    from sim.experiment import Comparison

MOST_BRIDGES: Final = 6


@dataclass(frozen=True)
class Chart:
    """One chart: `data` is JSON that is safe inside a script element."""

    name: str
    finding: str
    description: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    height: int
    data: Markup


@dataclass(frozen=True)
class Section:
    """A heading, one or two sentences on how to read what follows, and the charts."""

    anchor: str
    heading: str
    explanation: str
    charts: Sequence[Chart]


def sections(comparison: Comparison) -> list[Section]:
    """All sections; those that need two arms are left out for a single run."""
    compared = [_differences(comparison)] if len(comparison.arms) > 1 else []
    explained = [_bridges(comparison)] if len(comparison.arms) > 1 else []
    return [*compared, _market(comparison), _customers(comparison), *explained, _channels(comparison)]


def _differences(comparison: Comparison) -> Section:
    words = (
        f"Every arm is set against the baseline “{spoken(comparison.arms[0])}” in the same luck: the same "
        "customers meet the same chances, so a difference is the arms’ doing. An interval that crosses "
        "the zero line shows no difference."
    )
    return Section(
        "differences", "What the arms change", words, [chart("forest", figures.forest(comparison))]
    )


def _market(comparison: Comparison) -> Section:
    words = (
        "Each firm keeps its colour, dash and mark in every chart. Phases are recognised from sales alone."
    )
    charts = [
        chart("share", figures.share_fan(comparison)),
        chart("profit", figures.profit_fan(comparison)),
        chart("sales", figures.sales_with_phases(comparison)),
    ]
    return Section("market", "The market", words, charts)


def _customers(comparison: Comparison) -> Section:
    words = (
        "Satisfaction is what customers feel, attitudinal loyalty the wish to buy again, behavioural loyalty "
        "the share of earlier customers’ purchases that came back."
    )
    charts = [
        chart("stages", figures.customers_by_stage(comparison)),
        chart("loyalty", figures.satisfaction_and_loyalty(comparison)),
        chart("flows", figures.customer_flows(comparison)),
    ]
    return Section("customers", "Customers and their loyalty", words, charts)


def _bridges(comparison: Comparison) -> Section:
    words = (
        "The difference in profit, split over its drivers by Shapley’s value and exact to the cent. A "
        "volume driver is units at the margin; net price and unit costs include when "
        "and to whom the units were sold."
    )
    others = comparison.arms[1 : MOST_BRIDGES + 1]
    finished = comparison.tables["firm"].groupby("arm").replication.agg(set).to_dict()
    base = finished.get(comparison.arms[0], set())
    charts = [
        chart(f"bridge-{i}", figures.profit_bridge(comparison, arm))
        for i, arm in enumerate(others)
        if finished.get(arm, set()) & base
    ]
    return Section("bridge", "Where the difference in profit comes from", words, charts)


def _channels(comparison: Comparison) -> Section:
    words = "Cost of a channel is what each transaction costs in it and what keeping it open costs."
    return Section("channels", "Channels", words, [chart("channels", figures.channel_mix(comparison))])


def chart(name: str, figure: go.Figure) -> Chart:
    """Make a chart for the page: title, words and table become text, the rest becomes JSON."""
    meta = figure.layout.meta
    bare = figures.untitled(figure)
    return Chart(
        name=name,
        finding=meta["finding"],
        description=meta["description"],
        columns=meta["table"]["columns"],
        rows=meta["table"]["rows"],
        height=bare.layout.height,
        data=script_safe(bare.to_json()),
    )


def script_safe(json: str) -> Markup:
    """JSON that cannot end the script element it stands in, whatever the names say."""
    escapes = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
    return Markup("".join(escapes.get(character, character) for character in json))
