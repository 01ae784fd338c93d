"""When what happened: the events of the replication in the middle, firm by firm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, on_telephone, suffix, tell
from analysis.figures.lines import panel_titles
from analysis.figures.pairing import side_by_side
from analysis.measures.events import KINDS, MARKET, Event, events, median_replication
from analysis.style import QUIET, Look, firm_looks, plain, plain_lines, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

MARKS: Final = dict(
    zip(
        KINDS,
        ("star", "star-open", "diamond", "circle", "x", "triangle-up", "triangle-down", "square"),
        strict=True,
    )
)


def event_timeline(comparison: Comparison) -> go.Figure:
    """Events of the median replication by firm, baseline and best arm on one scale of time."""
    arms = side_by_side(comparison)
    replication = median_replication(comparison, arms)
    found = {arm: [] if replication is None else events(comparison, arm, replication) for arm in arms}
    lanes = [MARKET, *comparison.scenario.firms]
    panels = [Panel(title, "") for title in panel_titles(arms)]
    figure = canvas(panels, "time, years", columns=1, panel_height=34 * len(lanes))
    for kind in KINDS:
        _add_kind(figure, kind, list(found.values()), lanes)
    figure.for_each_trace(lambda trace: trace.update(textposition=_beside(trace, comparison.scenario.years)))
    names = [plain_lines(spoken(lane), 28, 15) for lane in lanes]
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(lanes))),
        ticktext=names,
        range=[len(lanes) - 0.5, -0.9],
        nticks=None,
    )
    figure.update_xaxes(range=[0, comparison.scenario.years], zeroline=False)
    figure.update_layout(hovermode="closest")
    on_telephone(figure, margin_l=84)
    several = comparison.replications > 1
    which = (
        f"replication {replication}, whose gain in profit is the median" if several else "the one replication"
    )
    description = (
        f"Events of {which}: one lane per firm and one for the market, one mark per kind of event; other "
        "replications differ in their dates. Price changes are of the mean list price, above 5% from one "
        "period to the next, and may come from a launch; the leader is who sold most units over the last "
        "year."
    )
    return tell(figure, Told(_finding(found), description, *_table(found)))


def _add_kind(figure: go.Figure, kind: str, found: Sequence[Sequence[Event]], lanes: Sequence[str]) -> None:
    named = False
    for panel, own in enumerate(found):
        shown = [event for event in own if event.kind == kind]
        if shown:
            figure.add_trace(_marks(shown, lanes, panel, not named))
            named = True


def _marks(shown: Sequence[Event], lanes: Sequence[str], panel: int, in_legend: bool) -> go.Scatter:
    looks: dict[str, Look] = firm_looks(lanes[1:])
    colours = ["#222222" if event.who == MARKET else looks[event.who].colour for event in shown]
    kind = shown[0].kind
    return go.Scatter(
        x=[event.year for event in shown],
        y=[lanes.index(event.who) for event in shown],
        mode="markers+text",
        cliponaxis=False,
        name=kind,
        legendgroup=kind,
        showlegend=in_legend,
        marker={
            "symbol": MARKS[kind],
            "size": 11,
            "color": colours,
            "line": {"width": 1.5, "color": colours},
        },
        text=[_label(event) for event in shown],
        textfont={"size": 10, "color": QUIET},
        customdata=[plain(event.text, 90) for event in shown],
        hovertemplate="year %{x:.2f}: %{customdata}<extra></extra>",
        xaxis=f"x{suffix(panel)}",
        yaxis=f"y{suffix(panel)}",
    )


def _label(event: Event) -> str:
    """What fits beside a mark in the lane of the market: the name of the phase or generation."""
    if event.who != MARKET:
        return ""
    words = (
        event.text.removeprefix("category enters ")
        .removesuffix(" first sold")
        .removesuffix(" no longer sold")
    )
    return plain(words, 14)


def _beside(trace: go.Scatter, years: float) -> list[str]:
    """Above for generations, below for phases; inwards where a word would leave the plot."""
    side = "top" if "generation" in trace.name else "bottom"
    return [
        f"{side} {'left' if x > 0.85 * years else 'right' if x < 0.1 * years else 'center'}" for x in trace.x
    ]


def _finding(found: dict[str, list[Event]]) -> str:
    told = {arm: _turns(own) for arm, own in found.items()}
    if len(set(told.values())) == 1:
        either = " under both arms" if len(found) > 1 else ""
        return f"In the middle replication{either}: {next(iter(told.values()))}"
    each = ". ".join(f"Under “{spoken(arm)}”: {turns}" for arm, turns in told.items())
    return f"The middle replication. {each}"


def _turns(own: Sequence[Event]) -> str:
    turns = [event for event in own if event.kind in {"new leader", "bankruptcy", "entry"}]
    shown = "; ".join(f"year {event.year:.1f}, {event.text.split(' (')[0]}" for event in turns[:3])
    return shown or "no firm enters, fails or takes the lead"


def _table(found: dict[str, list[Event]]) -> tuple[list[str], list[list[str]]]:
    rows = [
        [f"{event.year:.2f}", spoken(arm), spoken(event.who), event.kind, event.text]
        for arm, own in found.items()
        for event in own
    ]
    return ["year", "arm", "who", "kind", "what happened"], rows or [["–"] * 5]
