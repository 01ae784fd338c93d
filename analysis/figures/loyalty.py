"""How loyal the focus firm's customers are, person by person, at the start, in the middle and at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Panel, Told, canvas, suffix, tell
from analysis.figures.pairing import set_against
from analysis.measures.summary import focus
from analysis.style import Look, arm_looks, percent, plain, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

MOMENTS: Final = {"start": "At the start", "middle": "In the middle", "end": "At the end"}
LOYAL: Final = 0.5
RUN: Final = ["arm", "replication"]


def loyalty_distribution(comparison: Comparison) -> go.Figure:
    """Share of the focus firm's customers in ten bins of attitudinal loyalty, three moments, by arm."""
    table = comparison.tables["loyalty"]
    own = table[table.firm == focus(comparison)]
    sizes = own.groupby([*RUN, "moment"])["customers"].transform("sum")
    shares = own.assign(share=100 * own.customers / sizes.where(sizes > 0))
    means = shares.groupby(["arm", "moment", "low"])[["share"]].mean().reset_index()
    looks = arm_looks(comparison.arms)
    figure = canvas(
        [Panel(title, "share of customers, %") for title in MOMENTS.values()],
        "attitudinal loyalty, 0 to 1",
        panel_height=220,
    )
    for panel, moment in enumerate(MOMENTS):
        for arm, look in looks.items():
            rows = means[(means.arm == arm) & (means.moment == moment)].sort_values("low")
            if rows.share.notna().any():
                figure.add_trace(
                    _steps(rows, (arm, look), panel, any(t.name == plain(spoken(arm)) for t in figure.data))
                )
    figure.update_yaxes(rangemode="tozero")
    figure.update_xaxes(range=[0, 1], nticks=6)
    several = "mean over replications" if comparison.replications > 1 else "one replication"
    description = (
        f"Customers of {spoken(focus(comparison))} by their wish to buy again, in ten steps from 0 (none) "
        f"to 1; one line per arm, {several}. Customers to the left are easily lost, those to the right stay "
        "though a rival offers more."
    )
    return tell(figure, Told(_finding(comparison, own), description, *_table(means)))


def _steps(rows: pd.DataFrame, line: tuple[str, Look], panel: int, named: bool) -> go.Scatter:
    arm, look = line
    low, share = rows.low.to_numpy(), rows.share.to_numpy()
    return go.Scatter(
        x=np.append(low, 1.0).astype(np.float32),
        y=np.append(share, share[-1]).astype(np.float32),
        name=plain(spoken(arm)),
        legendgroup=plain(spoken(arm)),
        showlegend=not named,
        mode="lines+markers",
        line={"color": look.colour, "dash": look.dash, "width": 2, "shape": "hv"},
        marker={"symbol": look.marker, "size": 6, "color": look.colour},
        hovertemplate="%{y:.1f}%",
        xaxis=f"x{suffix(panel)}",
        yaxis=f"y{suffix(panel)}",
    )


def _finding(comparison: Comparison, own: pd.DataFrame) -> str:
    end = own[own.moment == "end"]
    sizes = end.groupby(RUN)["customers"].sum()
    # Bins start at tenths that floating point cannot hold.
    loyal = end[end.low > LOYAL - 0.05].groupby(RUN)["customers"].sum().reindex(sizes.index)
    kept = set_against(comparison, loyal / sizes.where(sizes > 0), percent)
    return f"Customers of {spoken(focus(comparison))} with loyalty of {LOYAL} or more at the end: {kept}"


def _table(means: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    wide = means.pivot(index=["arm", "moment"], columns="low", values="share")
    wide = wide.reindex([key for arm in dict.fromkeys(means.arm) for key in ((arm, m) for m in MOMENTS)])
    rows = [
        [spoken(arm), moment, *("–" if np.isnan(share) else f"{share:.1f}%" for share in shares)]
        for (arm, moment), shares in zip(wide.index, wide.to_numpy(), strict=True)
    ]
    return ["arm", "moment", *(f"{low:.1f} to {low + 0.1:.1f}" for low in map(float, wide.columns))], rows
