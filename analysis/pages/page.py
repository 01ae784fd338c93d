"""A page of charts with their words and numbers, for answers that are no comparison of two markets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import plotly.graph_objects as go
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from plotly.offline import get_plotlyjs

from analysis.pages.charts import Section, chart
from analysis.pages.files import write_whole


@dataclass(frozen=True)
class Page:
    """What a page says.

    Attributes
    ----------
    eyebrow, title, verdict : what it is about, what was asked, what came out
    facts : what it rests on, in a line
    sections : charts in reading order
    warning : what a reader must not miss; empty if nothing
    tables : by heading: head and rows, in the appendix
    command : the command line that makes it again; empty if unknown
    made : versions and whatever else is to be told, by name
    """

    eyebrow: str
    title: str
    verdict: str
    sections: Sequence[Section]
    facts: str = ""
    warning: str = ""
    tables: Mapping[str, tuple[Sequence[str], Sequence[Sequence[str]]]] = field(default_factory=dict)
    command: str = ""
    made: Mapping[str, str] = field(default_factory=dict)


def template(name: str) -> Template:
    """A template of ours; whatever it shows is escaped."""
    pages = Environment(
        loader=PackageLoader("analysis.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return pages.get_template(name)


def render_page(page: Page) -> str:
    """Make a page as one HTML text; every name in it is escaped."""
    return template("page.html").render(page=page, plotly_js=get_plotlyjs())


def write_page(finding: str, figures: Sequence[go.Figure], path: Path) -> Path:
    """Write the charts of one answer as a page.

    Raises
    ------
    OSError
        If it cannot be written; an older page is then left as it was.
    """
    charts = [chart(f"chart-{number}", figure) for number, figure in enumerate(figures)]
    section = Section("charts", "The answer in charts", "", charts)
    return write_whole(render_page(Page("Analysis", "What came out", finding, [section])), path)
