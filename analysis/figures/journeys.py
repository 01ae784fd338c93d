"""Journeys of buyers: from the channel where they took advice to the channel where they bought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, suffix, tell, without_legend
from analysis.figures.lines import panel_titles
from analysis.figures.pairing import set_against, side_by_side
from analysis.measures.channels import ELSEWHERE, of_focus, ratio
from analysis.measures.summary import RUN, focus
from analysis.style import DOWN, INK, PART_COLOURS, QUIET, RULE, Look, percent, plain, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

OTHER: Final = ""
"""Stands for small journeys; no channel can be called so."""
LEAST: Final = 0.02
"""Journeys below this share of the purchases under every arm shown are drawn as one."""
PIXELS: Final = 300
BELOW_TITLE: Final = 0.01
PAD: Final = 14
ENDS: Final = (0.001, 0.999)
"""Where the sides stand; plotly takes 0 for nothing said."""
PATH: Final = ["advised_in", "bought_in"]
SPOKEN: Final = {"nowhere": "found none", "not_needed": "needed none", OTHER: "small journeys"}


def journeys(comparison: Comparison) -> go.Figure:
    """Sankey diagrams from advice to purchase at the focus firm; baseline above best arm."""
    arms, table = side_by_side(comparison), of_focus(comparison, "journey")
    flows = table.groupby(["arm", *PATH])["purchases"].sum()
    shares = flows / flows.groupby("arm").transform("sum")
    drawn = _merged(shares[shares.index.get_level_values("arm").isin(arms)])
    panels = [Panel(title, "") for title in panel_titles(arms)]
    figure = canvas(panels, "", columns=1, panel_height=PIXELS)
    for panel, arm in enumerate(arms):
        bottom, top = figure.layout[f"yaxis{suffix(panel)}"].domain
        figure.add_trace(_sankey(comparison, drawn, (arm, (bottom, top - BELOW_TITLE))))
        for side, words in (("left", "advice taken in"), ("right", "bought in")):
            figure.add_annotation(_foot(words, side, bottom))
    # Paths have no axes; these only keep the places of the diagrams.
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.update_layout(hovermode="closest", margin={"l": 8, "r": 8})
    without_legend(figure)
    description = (
        f"Purchases from {spoken(focus(comparison))} over the whole run, all replications together: on the "
        "left where the buyer took advice before (at this firm or another; “found none”: needed and not had; "
        "“needed none”), on the right the channel of the purchase. Widths are shares of all purchases. "
        f"Journeys of less than {percent(LEAST)} of them under every arm shown are merged into “small "
        "journeys”; the table has each."
    )
    return tell(figure, Told(_finding(comparison, table), description, *_table(flows, shares)))


def _foot(words: str, side: str, bottom: float) -> dict[str, Any]:
    """What the names on one side of a diagram are, below them."""
    return {
        "text": words,
        "xref": "paper",
        "yref": "paper",
        "x": 0 if side == "left" else 1,
        "y": bottom,
        "xanchor": side,
        "yanchor": "top",
        "yshift": -4,
        "showarrow": False,
        "font": {"size": 12, "color": QUIET},
    }


def _merged(shares: pd.Series[float]) -> pd.Series[float]:
    """The main journeys, and all others of an arm as one."""
    table = shares.rename("share").reset_index()
    small = shares.groupby(PATH).transform("max") < LEAST
    table.loc[small.to_numpy(), PATH] = OTHER
    return table.groupby(["arm", *PATH])["share"].sum()


def _sankey(
    comparison: Comparison, shares: pd.Series[float], panel: tuple[str, tuple[float, float]]
) -> go.Sankey:
    """Paths of one arm, at a height given as shares of the whole."""
    arm, height = panel
    channels = [*comparison.scenario.channels]
    order = {name: place for place, name in enumerate((*channels, *ELSEWHERE, OTHER))}
    own = shares[shares.index.get_level_values("arm") == arm].droplevel("arm")
    sides = [own.groupby(side).sum().sort_index(key=lambda names: names.map(order)) for side in PATH]
    left, right = ([*side.index] for side in sides)
    nodes = [(str(name), float(share)) for side in sides for name, share in side.items()]
    looks = _colours(channels)
    from_, to = (own.index.get_level_values(side) for side in PATH)
    return go.Sankey(
        arrangement="fixed",
        domain={"x": [0, 1], "y": list(height)},
        node={
            "label": [f"{plain(_worded(name), 16)} {percent(share)}" for name, share in nodes],
            "color": [looks[name].colour for name, _ in nodes],
            "pad": PAD,
            "x": [x for side, x in zip(sides, ENDS, strict=True) for _ in side],
            "y": [y for side in sides for y in _middles(side, max(map(len, sides)))],
            "thickness": 14,
            "line": {"width": 0.5, "color": INK},
            "hovertemplate": "%{label}<extra></extra>",
        },
        link={
            "source": [left.index(name) for name in from_],
            "target": [len(left) + right.index(name) for name in to],
            "value": (100 * own).to_numpy(dtype="float32"),
            "color": [looks[name].shade(0.35) for name in from_],
            "hovertemplate": "%{source.label} → %{target.label}: %{value:.3~g}% of purchases<extra></extra>",
        },
        textfont={"size": 12, "color": INK},
    )


def _middles(shares: pd.Series[float], most: int) -> list[float]:
    """Where the nodes of one side stand, in order, from 0 at the top to 1: spread over the whole height.

    Left alone, each diagram has an order of its own, and two arms are hard to compare.
    """
    pad = PAD / PIXELS
    heights = shares * (1 - (most - 1) * pad)
    gap = (1 - float(heights.sum())) / max(len(shares) - 1, 1)
    tops = heights.cumsum() - heights + gap * np.arange(len(shares))
    return [float(middle) for middle in tops + heights / 2]


def _colours(channels: list[str]) -> dict[str, Look]:
    """A channel looks as in the mix of channels; who found no advice stands out."""
    colours = {name: PART_COLOURS[i % len(PART_COLOURS)] for i, name in enumerate(channels)}
    colours |= dict(zip((*ELSEWHERE, OTHER), (DOWN, QUIET, RULE), strict=True))
    return {name: Look(colour, "solid", "circle") for name, colour in colours.items()}


def _finding(comparison: Comparison, table: pd.DataFrame) -> str:
    """How many of those who were advised bought in another channel."""
    advised = table[~table.advised_in.isin(ELSEWHERE)]
    crossed = advised[advised.advised_in != advised.bought_in]
    totals, crossing = (part.groupby(RUN)["purchases"].sum() for part in (advised, crossed))
    share = ratio(crossing.reindex(totals.index, fill_value=0), totals)
    firm = spoken(focus(comparison))
    if share.empty:
        return f"Nobody took advice in a channel before buying from {firm}"
    told = set_against(comparison, share, percent)
    return f"Of {firm}’s sales to people who had taken advice, the share in another channel: {told}"


def _table(flows: pd.Series[int], shares: pd.Series[float]) -> tuple[list[str], list[list[str]]]:
    rows = [
        [spoken(arm), _worded(advised), _worded(bought), f"{purchases:,}", percent(share)]
        for (arm, advised, bought), purchases, share in zip(flows.index, flows, shares, strict=True)
    ]
    return ["arm", "advice taken in", "bought in", "purchases, all replications", "share of purchases"], rows


def _worded(name: str) -> str:
    return spoken(SPOKEN.get(name, name))
