"""An empty chart of one or several panels, which stands side by side on a desk and stacked on a telephone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from analysis.style import FONT, INK, QUIET, RULE, headline_case, plain, plain_lines, spoken

TITLE_PIXELS: Final = 30
AXIS_PIXELS: Final = 56
LEGEND_PIXELS: Final = 44
GAP: Final = 0.08
WIDE_GAP: Final = 0.2


@dataclass(frozen=True)
class Panel:
    """What is written on one panel."""

    title: str
    y_title: str
    y_format: str = ""


@dataclass(frozen=True)
class Told:
    """What a chart says in words and numbers, for the page and for readers who cannot see it."""

    finding: str
    description: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def suffix(panel: int) -> str:
    """Ordinal that plotly gives an axis: nothing for the first, 2 for the second."""
    return "" if panel == 0 else str(panel + 1)


def arrangement(panels: int, columns: int, panel_height: int, gap: float = GAP) -> dict[str, Any]:
    """Places of all panels, as the flat keys that `Plotly.relayout` takes; `gap` is a share of the width."""
    rows = -(-panels // columns)
    cell = TITLE_PIXELS + panel_height + AXIS_PIXELS
    # The gap below the last row is the margin's, not the plot's.
    inside = rows * cell - AXIS_PIXELS
    width = (1 - gap * (columns - 1)) / columns
    places: dict[str, Any] = {"height": inside + AXIS_PIXELS + LEGEND_PIXELS}
    for i in range(panels):
        row, column = divmod(i, columns)
        left = column * (width + gap)
        top = 1 - row * cell / inside
        places[f"xaxis{suffix(i)}.domain"] = [round(left, 5), round(min(left + width, 1.0), 5)]
        bottom = max(top - (TITLE_PIXELS + panel_height) / inside, 0.0)
        places[f"yaxis{suffix(i)}.domain"] = [round(bottom, 5), round(top - TITLE_PIXELS / inside, 5)]
        places[f"annotations[{i}].x"] = round(left, 5)
        places[f"annotations[{i}].y"] = round(top - (TITLE_PIXELS - 4) / inside, 5)
    return places


def canvas(
    panels: Sequence[Panel], x_title: str, columns: int = 3, panel_height: int = 240, gap: float = GAP
) -> go.Figure:
    """Axes and titles of the panels; panels of one unit share their scale.

    Parameters
    ----------
    panels : one per panel, in reading order
    x_title : title of every horizontal axis, with its unit
    columns : panels side by side on a wide screen
    panel_height : height of one plot, in pixels
    gap : room between two columns, as a share of the width; `WIDE_GAP` holds names
    """
    columns = min(columns, len(panels))
    wide = arrangement(len(panels), columns, panel_height, gap)
    # A finger on a telephone must scroll the page, not zoom the chart.
    narrow = {**arrangement(len(panels), 1, panel_height), "dragmode": False}
    layout = _frame() | {"meta": {"wide": {**wide, "dragmode": "zoom"}, "narrow": narrow}}
    layout |= {"height": wide["height"], "annotations": []}
    first_of: dict[str, str] = {}
    for i, panel in enumerate(panels):
        axis = f"y{suffix(i)}"
        leader = first_of.setdefault(panel.y_title, axis)
        layout |= _axes(i, panel, x_title, None if leader == axis else leader)
        layout["annotations"].append(_heading(panel.title))
        _place(layout, wide, i)
    # Made at once: every later change of a layout checks it anew.
    return go.Figure(layout=layout)


def _axes(i: int, panel: Panel, x_title: str, matches: str | None) -> dict[str, Any]:
    line = {"gridcolor": RULE, "zerolinecolor": "#aab2bd", "ticks": "", "automargin": True}
    horizontal = {**line, "title": {"text": x_title, "standoff": 4}, "anchor": f"y{suffix(i)}"}
    vertical = {
        **line,
        "title": {"text": panel.y_title, "standoff": 4},
        "anchor": f"x{suffix(i)}",
        "tickformat": panel.y_format,
        "matches": matches,
        "nticks": 6,
    }
    return {f"xaxis{suffix(i)}": horizontal, f"yaxis{suffix(i)}": vertical}


def _heading(title: str) -> dict[str, Any]:
    return {
        "text": f"<b>{plain(spoken(title), 36)}</b>",
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 13, "color": INK},
    }


def _frame() -> dict[str, Any]:
    return {
        "template": "none",
        "font": {"family": FONT, "size": 12, "color": INK},
        "paper_bgcolor": "white",
        "plot_bgcolor": "white",
        "margin": {"l": 64, "r": 18, "t": LEGEND_PIXELS, "b": AXIS_PIXELS},
        "hovermode": "x unified",
        "hoverlabel": {"namelength": -1, "font": {"size": 11}},
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "font": {"size": 12, "color": QUIET},
        },
    }


def _place(layout: dict[str, Any], places: dict[str, Any], panel: int) -> None:
    for axis in (f"xaxis{suffix(panel)}", f"yaxis{suffix(panel)}"):
        layout[axis]["domain"] = places[f"{axis}.domain"]
    corner = {side: places[f"annotations[{panel}].{side}"] for side in "xy"}
    layout["annotations"][panel] |= corner


def without_legend(figure: go.Figure) -> None:
    """Give back the room kept for a legend."""
    spare = LEGEND_PIXELS - 24
    meta = figure.layout.meta
    for places in (meta["wide"], meta["narrow"]):
        places["height"] -= spare
    figure.update_layout(showlegend=False, height=figure.layout.height - spare, margin_t=24, meta=meta)


def on_telephone(figure: go.Figure, **places: Any) -> None:  # noqa: ANN401 - as plotly takes them
    """Arrange parts of the chart differently on a telephone, such as `xaxis_nticks=3`.

    A key with dots is taken as it is, such as `xaxis.title.text`.
    """
    meta = figure.layout.meta
    for key, value in places.items():
        name = key if "." in key else key.replace("_", ".", 1)
        meta["narrow"][name] = value
        meta["wide"][name] = figure.layout[name]
    figure.update_layout(meta=meta)


def tell(figure: go.Figure, told: Told) -> go.Figure:
    """Give the chart its finding as a title, and keep words and numbers with it in `layout.meta`."""
    finding = headline_case(told.finding)
    title = plain_lines(finding, 600, 90)
    lines = title.count("<br>") + 1
    meta = {**(figure.layout.meta or {}), "finding": finding, "description": told.description}
    meta["table"] = {"columns": list(told.columns), "rows": [list(row) for row in told.rows]}
    figure.update_layout(
        title={"text": title, "x": 0, "xref": "paper", "font": {"size": 16}, "yref": "container", "y": 0.99},
        title_yanchor="top",
        meta=meta,
        height=(figure.layout.height or 400) + 24 * lines,
        margin_t=(figure.layout.margin.t or 0) + 24 * lines,
    )
    return figure


def untitled(figure: go.Figure) -> dict[str, Any]:
    """Copy a chart, as plain data, for a page that prints title, words and table itself."""
    bare = figure.to_dict()
    layout = bare["layout"]
    room = 24 * (layout.pop("title")["text"].count("<br>") + 1)
    meta = layout["meta"]
    layout["meta"] = {key: meta[key] for key in ("wide", "narrow") if key in meta}
    layout["height"] -= room
    layout["margin"]["t"] -= room
    return dict(bare)
