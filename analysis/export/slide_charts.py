"""What python-pptx has no words for: error bars with their own length, and series that are not drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from analysis.style import INK


def add_error_bars(series: Any, below: Sequence[float | None], above: Sequence[float | None]) -> None:  # noqa: ANN401
    """Draw an interval at each bar of a series, reaching `below` and `above` from it; None = no interval."""
    if all(reach is None for reach in above):
        return
    bars = parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}>"
        '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{_literal(above)}</c:plus><c:minus>{_literal(below)}</c:minus>"
        '<c:spPr><a:ln w="19050"><a:solidFill>'
        f'<a:srgbClr val="{INK.lstrip("#").upper()}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    series._element.find("{*}cat").addprevious(bars)


def _literal(values: Sequence[float | None]) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>' for i, value in enumerate(values) if value is not None
    )
    return (
        f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numLit>'
    )


def without_fill(series: Any) -> None:  # noqa: ANN401 - python-pptx has no types
    """Leave a series blank: it only lifts what is stacked on it."""
    series.format.fill.background()
    series.format.line.fill.background()


def upright_labels(axis: Any) -> None:  # noqa: ANN401 - python-pptx has no types
    """Keep the labels of an axis level: long ones then break into lines."""
    axis.tick_labels.font.size = Pt(11)
    body = axis._element.find("{*}txPr").find("{*}bodyPr")
    body.set("rot", "0")
    body.set("vert", "horz")
