"""Where the focus firm sells and what its channels cost, arm by arm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import WIDE_GAP, Panel, Told, canvas, suffix, tell
from analysis.measures.summary import by_arm, focus
from analysis.style import HATCHING, PART_COLOURS, PATTERNS, money, percent, plain, plain_lines, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

COST = "cost_cents"


def channel_mix(comparison: Comparison) -> go.Figure:
    """Share of units by channel, and channel cost (transactions and infrastructure), per run of each arm."""
    runs = _runs(comparison)
    means = runs.groupby(["arm", "channel"])[["units", COST]].mean()
    panels = [Panel("Units sold, by channel", ""), Panel("Channel cost", "")]
    figure = canvas(panels, "", columns=2, panel_height=50 + 46 * len(comparison.arms), gap=WIDE_GAP)
    sold = means.groupby("arm")["units"].sum()
    for i, channel in enumerate(comparison.scenario.channels):
        own = means.reindex(pd.MultiIndex.from_product([comparison.arms, [channel]])).fillna(0).droplevel(1)
        mix = (own["units"] / sold.where(sold > 0)).reindex(comparison.arms).fillna(0)
        for panel, values in enumerate((mix * 100, own[COST] / 100)):
            figure.add_trace(_bar(values, channel, i, panel))
    figure.update_layout(barmode="stack", hovermode="closest", legend_traceorder="normal", bargap=0.35)
    names = [plain_lines(spoken(arm), 40, 15) for arm in comparison.arms]
    rows = {"tickmode": "array", "tickvals": list(range(len(names))), "ticktext": names}
    figure.update_yaxes(**rows, range=[len(names) - 0.5, -0.5], showgrid=False, zeroline=False)
    figure.layout.xaxis.update(title_text="share of units, %", range=[0, 100])
    figure.layout.xaxis2.update(title_text="cost per run, money", tickformat="~s")
    description = (
        f"Two stacked bars per arm for {spoken(focus(comparison))}: share of the units sold in each "
        "channel, in per cent, and what the channels cost over the run, in money (mean over replications)."
    )
    return tell(figure, Told(_finding(comparison, runs), description, *_table(means, sold)))


def _runs(comparison: Comparison) -> pd.DataFrame:
    table = comparison.tables["channel"]
    own = table[table.firm == focus(comparison)]
    own = own.assign(**{COST: own.transaction_cents + own.infrastructure_cents})
    return pd.DataFrame(own.groupby(["arm", "replication", "channel"])[["units", COST]].sum().reset_index())


def _bar(values: pd.Series[float], channel: str, place: int, panel: int) -> go.Bar:
    return go.Bar(
        y=list(range(len(values))),
        x=values.to_numpy(dtype="float32"),
        orientation="h",
        name=plain(spoken(channel)),
        legendgroup=channel,
        showlegend=panel == 0,
        marker={
            "color": PART_COLOURS[place % len(PART_COLOURS)],
            "pattern": {"shape": PATTERNS[place % len(PATTERNS)], **HATCHING},
            "line": {"color": "white", "width": 1},
        },
        hovertemplate="%{fullData.name}: %{x:.3~s}<extra></extra>",
        xaxis=f"x{suffix(panel)}",
        yaxis=f"y{suffix(panel)}",
    )


def _finding(comparison: Comparison, runs: pd.DataFrame) -> str:
    totals = runs.groupby(["arm", "replication"])[["units", COST]].sum()
    each = totals[COST] / totals.units.where(totals.units > 0)
    return f"{spoken(focus(comparison))}’s channel cost per unit sold: {by_arm(comparison, each, money)}"


def _table(means: pd.DataFrame, sold: pd.Series[float]) -> tuple[list[str], list[list[str]]]:
    rows = []
    for row in means.reset_index().to_dict("records"):
        units, cost, total = float(row["units"]), float(row[COST]), float(sold[row["arm"]])
        mix, each = percent(units / total) if total else "–", money(cost / units) if units else "–"
        rows.append(
            [spoken(str(row["arm"])), spoken(str(row["channel"])), f"{units:,.0f}", mix, money(cost), each]
        )
    return ["arm", "channel", "units per run", "share of units", "cost per run", "cost per unit"], rows
