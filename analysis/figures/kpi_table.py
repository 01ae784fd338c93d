"""Key figures of the focus firm, arm by arm, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from analysis.figures.canvas import Told, tell
from analysis.measures.summary import focus, kpi_grid, verdict
from analysis.style import FONT, INK, RULE, plain, plain_lines, spoken

if TYPE_CHECKING:
    from sim.experiment import Comparison


def kpi_table(comparison: Comparison) -> go.Figure:
    """Means by arm with the 95% interval of the difference from the baseline; for one arm, means by firm."""
    columns, rows = kpi_grid(comparison)
    cells = [["<br>".join(map(plain, row[i].split("\n"))) for row in rows] for i in range(len(columns))]
    aligned = ["left", *(["right"] * (len(columns) - 1))]
    figure = go.Figure(
        go.Table(
            header={
                "values": [f"<b>{plain_lines(column, 48, 16)}</b>" for column in columns],
                "align": aligned,
                "fill_color": RULE,
            },
            cells={"values": cells, "align": aligned, "height": 38, "fill_color": "white"},
        )
    )
    figure.update_layout(
        template="none",
        font={"family": FONT, "size": 12, "color": INK},
        height=60 + 38 * (len(rows) + 1),
        margin={"l": 8, "r": 8, "t": 12, "b": 8},
    )
    firm = spoken(focus(comparison))
    description = (
        f"Key figures of {firm} by arm; under each mean the 95% interval of its difference."
        if len(comparison.arms) > 1
        else "Key figures by firm."
    )
    return tell(figure, Told(verdict(comparison), description, columns, rows))
