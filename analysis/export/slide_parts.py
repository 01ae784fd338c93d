"""What slides are made of: titles, text that fits its box, tables, charts with an alternative in words."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Inches, Length, Pt
from xlsxwriter import Workbook

from analysis.style import INK, QUIET, RULE
from sim.files.problems import one_line

if TYPE_CHECKING:
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.slide import Slide

# python-pptx is typed in parts only; these, and what they make, are not.
CategoryData: Any = CategoryChartData
XyData: Any = XyChartData
_Colour: Any = RGBColor

WIDTH, HEIGHT = 13.333, 7.5
MARGIN: Final = 0.6
_TITLE_ONLY: Final = 5
_CHARACTER: Final = {False: 0.56, True: 0.64}
"""Width of a character of plain and of bold text in parts of its size, on average in a wide font."""
_LINE: Final = 1.25
_POINTS: Final = 72
_CELL_SIZES: Final = (14, 11)


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def place(self) -> tuple[Length, Length, Length, Length]:
        """As python-pptx takes it."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


TITLE: Final = Box(MARGIN, 0.35, WIDTH - 2 * MARGIN, 1.05)
BODY: Final = Box(MARGIN, 1.5, WIDTH - 2 * MARGIN, 5.2)
FOOT: Final = Box(MARGIN, 6.85, WIDTH - 2 * MARGIN, 0.4)


def colour(text: str) -> Any:  # noqa: ANN401 - as python-pptx takes it
    """Colour from `#rrggbb`."""
    return _Colour.from_string(text.lstrip("#"))


def short(text: str, longest: int) -> str:
    """Text on one line, cut with an ellipsis."""
    return one_line(text.strip(), longest)


class Slides:
    """A presentation, to which slides are added one after the other."""

    def __init__(self, source: str) -> None:
        self.file = Presentation()
        self.file.slide_width, self.file.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self._source = source

    def add(self, title: str, notes: str, box: Box = TITLE, sizes: tuple[int, int] = (26, 16)) -> Slide:
        """Add a slide with a title; its notes say where the figures come from, and the title in full."""
        slide: Slide = self.file.slides.add_slide(self.file.slide_layouts[_TITLE_ONLY])
        shape: Any = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = box.place
        write(shape.text_frame, [title], box, sizes, bold=True)
        page: Any = slide.notes_slide
        page.notes_text_frame.text = f"{title}\n\n{notes}\n\n{self._source}".strip()
        return slide


def write(
    frame: Any,  # noqa: ANN401 - python-pptx has no types
    paragraphs: Sequence[str],
    box: Box,
    sizes: tuple[int, int],
    *,
    bold: bool = False,
    tone: str = INK,
) -> None:
    """Write paragraphs into a text frame as large as they fit, of two sizes in points; cut what is left."""
    texts = [one_line(text, 10_000) for text in paragraphs]
    size = fitting_size(texts, box, sizes, bold=bold)
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    for i, text in enumerate(_cut(texts, _room(box, size, bold))):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.text, paragraph.alignment = text, PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold = Pt(size), bold
        paragraph.font.color.rgb = colour(tone)


def fitting_size(texts: Sequence[str], box: Box, sizes: tuple[int, int], *, bold: bool = False) -> int:
    """Largest size between two, in points, at which texts fit into a box; the smaller if none does."""
    return next(
        (size for size in range(sizes[0], sizes[1] - 1, -1) if _fits(texts, _room(box, size, bold))), sizes[1]
    )


def _room(box: Box, size: float, bold: bool) -> tuple[int, int]:
    """Characters in a line and lines in a box, its inner margins aside."""
    width, height = (box.width - 0.2) * _POINTS, (box.height - 0.05) * _POINTS
    return max(int(width / (size * _CHARACTER[bold])), 1), max(int(height / (size * _LINE)), 1)


def _fits(texts: Sequence[str], room: tuple[int, int]) -> bool:
    wide, tall = room
    return sum(len(textwrap.wrap(text, wide)) or 1 for text in texts) <= tall


def _cut(texts: Sequence[str], room: tuple[int, int]) -> list[str]:
    wide, tall = room
    kept: list[str] = []
    for text in texts:
        lines = textwrap.wrap(text, wide) or [""]
        if len(lines) > tall:
            return [*kept, " ".join(lines[:tall])[:-1].rstrip() + "…"] if tall else kept
        kept.append(text)
        tall -= len(lines)
    return kept


def add_text(slide: Slide, paragraphs: Sequence[str], box: Box, sizes: tuple[int, int] = (20, 12)) -> None:
    """Add a box of text."""
    write(slide.shapes.add_textbox(*box.place).text_frame, paragraphs, box, sizes)


def add_foot(slide: Slide, text: str) -> None:
    """Add one quiet line at the foot of a slide."""
    frame = slide.shapes.add_textbox(*FOOT.place).text_frame
    write(frame, [text], FOOT, (12, 11), tone=QUIET)


def add_table(slide: Slide, rows: Sequence[Sequence[str]], first_width: float = 0.28) -> None:
    """Add a table with a heading row; `first_width` is the first column's part of the width."""
    shape = slide.shapes.add_table(len(rows), len(rows[0]), *BODY.place)
    table: Any = shape.table
    rest = BODY.width * (1 - first_width) / max(len(rows[0]) - 1, 1)
    widths = [BODY.width * first_width, *([rest] * (len(rows[0]) - 1))]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    height = BODY.height / len(rows)
    boxes = [Box(0, 0, width, height) for width in widths]
    fitting = [
        fitting_size(text.split("\n"), box, _CELL_SIZES)
        for row in rows[1:]
        for text, box in zip(row, boxes, strict=True)
    ]
    for i, row in enumerate(rows):
        table.rows[i].height = Inches(height)
        for j, text in enumerate(row):
            _fill_cell(
                table.cell(i, j),
                text,
                boxes[j],
                min(fitting, default=_CELL_SIZES[0]) if i else _CELL_SIZES[1],
                heading=i == 0,
            )


def _fill_cell(cell: Any, text: str, box: Box, size: int, *, heading: bool) -> None:  # noqa: ANN401
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour(RULE if heading else "#FFFFFF")
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    write(cell.text_frame, text.split("\n"), box, (size, size), bold=heading)


def add_chart(slide: Slide, kind: XL_CHART_TYPE, data: Any, box: Box, description: str) -> Any:  # noqa: ANN401
    """Add a native chart with an embedded workbook and words for those who cannot see it."""
    shape: Any = slide.shapes.add_chart(kind, *box.place, data)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", one_line(description, 2000))
    chart = shape.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook_behind(data))
    chart.font.size, chart.font.color.rgb = Pt(12), colour(INK)
    chart.has_title = False
    return chart


def _workbook_behind(data: Any) -> bytes:  # noqa: ANN401 - python-pptx has no types
    """Workbook of a chart's data; python-pptx's own would take a name such as `=1+1` for a formula."""
    content = BytesIO()
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    data._workbook_writer._populate_worksheet(book, book.add_worksheet())
    book.close()
    return content.getvalue()


def quiet_axis(axis: Any, *, grid: bool, title: str = "", number_format: str = "") -> None:  # noqa: ANN401
    """Keep an axis in the background; `number_format` is that of its labels."""
    if number_format:
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = number_format, False
    axis.has_major_gridlines = grid
    if grid:
        axis.major_gridlines.format.line.color.rgb = colour(RULE)
    axis.format.line.color.rgb = colour(QUIET)
    axis.has_title = bool(title)
    if title:
        axis.axis_title.text_frame.text = title
        font = axis.axis_title.text_frame.paragraphs[0].font
        font.size, font.bold, font.color.rgb = Pt(12), False, colour(QUIET)
