"""A chart of a report and a section of charts, ready for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from markupsafe import Markup
from plotly.io.json import to_json_plotly

from analysis import figures


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
    """A heading, one or two sentences on how to read what follows, the charts, and which are missing."""

    anchor: str
    heading: str
    explanation: str
    charts: Sequence[Chart]
    missing: Sequence[str] = ()


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
        height=bare["layout"]["height"],
        data=script_safe(to_json_plotly(bare)),
    )


def script_safe(json: str) -> Markup:
    """JSON that cannot end the script element it stands in, whatever the names say."""
    escapes = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
    return Markup("".join(escapes.get(character, character) for character in json))
