"""A workbook with the findings, native charts bound to cells, every table and where it all came from.

Written row by row, so that tables of a million rows do not fill the memory.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeGuard

import pandas as pd

from analysis.export.columns import (
    ROWS_OF_A_SHEET,
    Shown,
    in_currency,
    is_null,
    part_names,
    sheets,
    shown_columns,
)
from analysis.export.source import ExportSource
from analysis.export.summary_sheets import Sheet, summary_sheets
from analysis.export.workbook_charts import add_charts
from analysis.pages.files import whole_file
from sim.refusal import MissingExtra

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FORMATS: Final = {
    "text": "@",
    "switch": "General",
    "whole": "0",
    "number": "#,##0.00",
    "money": "#,##0.00",
    "share": "0.0%",
}
_LONGEST_CELL: Final = 32_767
_LONGEST_SHEET_NAME: Final = 31
_EXACT: Final = 2**53
_WIDTHS: Final = (9, 44)
_BLOCK: Final = 20_000
_LINE_HEIGHT: Final = 15


@dataclass(frozen=True)
class _Styles:
    heading: Format
    title: Format
    bold: Format
    lines: Format
    by_look: dict[str, Format]


def write_workbook(source: ExportSource, path: Path, rows: int = ROWS_OF_A_SHEET) -> Path:
    """Write a source as a workbook; a table that exceeds a sheet goes on in further ones.

    Parameters
    ----------
    source
        What to write; only a comparison has a summary and charts.
    path
        The file; its folder exists.
    rows
        Rows that a sheet holds, the heading included.

    Raises
    ------
    MissingExtra
        If XlsxWriter is not installed.
    OSError
        If the file cannot be written; it is then not there at all.
    """
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise MissingExtra.of(str(path), "XlsxWriter", "office") from None
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with whole_file(path) as unfinished:
        book = Workbook(str(unfinished), options)
        book.set_properties({"created": source.made, "title": "rivalry", "comments": source.command[:255]})
        _fill(book, source, rows)
        book.close()
    return path


def _fill(book: Workbook, source: ExportSource, rows: int) -> None:
    styles = _styles(book)
    front, back = summary_sheets(source)
    for words in front:
        _add_words(book, words, styles)
    if source.comparison is not None:
        add_charts(book, source.comparison)
    for name, table in source.tables.items():
        parts = list(sheets(table, rows))
        for part_name, part in zip(part_names(name, len(parts)), parts, strict=True):
            _add_table(book, part_name, part, shown_columns(name, table), styles)
    for words in back:
        _add_words(book, words, styles)


def _styles(book: Workbook) -> _Styles:
    wrapped = {"text_wrap": True, "valign": "top"}
    return _Styles(
        heading=book.add_format({"bold": True, "bottom": 1, "bg_color": "#dfe4ea", **wrapped}),
        title=book.add_format({"bold": True, "font_size": 14, "valign": "top"}),
        bold=book.add_format({"bold": True}),
        lines=book.add_format(wrapped),
        by_look={look: book.add_format({"num_format": text}) for look, text in FORMATS.items()},
    )


def _add_words(book: Workbook, words: Sheet, styles: _Styles) -> None:
    sheet = _printable(book.add_worksheet(words.name))
    for column, width in enumerate(words.widths):
        sheet.set_column(column, column, width)
    kinds = {"title": styles.title, "heading": styles.heading, "bold": styles.bold, "lines": styles.lines}
    for row, line in enumerate(words.lines):
        if line.style in {"lines", "heading"}:
            sheet.set_row(row, _height([str(cell) for cell in line.cells], words.widths))
        for column, cell in enumerate(line.cells):
            style = styles.by_look[line.looks[column]] if column in line.looks else kinds.get(line.style)
            _write(sheet, row, column, cell, style)
    if words.frozen:
        sheet.freeze_panes(words.frozen, 1)


def _add_table(
    book: Workbook, name: str, table: pd.DataFrame, columns: Sequence[Shown], styles: _Styles
) -> None:
    sheet = _printable(book.add_worksheet(_sheet_name(name, book)))
    sheet.repeat_rows(0)
    widths = [_width(table, column) for column in columns]
    sheet.set_row(0, _height([column.heading for column in columns], widths))
    for i, column in enumerate(columns):
        sheet.set_column(i, i, widths[i])
        sheet.write_string(0, i, column.heading[:_LONGEST_CELL], styles.heading)
        if column.meaning:
            sheet.write_comment(0, i, f"{column.name}: {column.meaning}", {"author": "rivalry"})
    sheet.freeze_panes(1, 0)
    if len(columns):
        sheet.autofilter(0, 0, len(table), len(columns) - 1)
    formats = [styles.by_look[column.look] for column in columns]
    for row, cells in enumerate(_rows(table, columns), 1):
        for i, cell in enumerate(cells):
            _write(sheet, row, i, cell, formats[i])


def _printable(sheet: Worksheet) -> Worksheet:
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return sheet


def _width(table: pd.DataFrame, column: Shown) -> int:
    """Characters that a column is to show."""
    cells = table[column.name].dropna().unique()[:1000] if column.look == "text" else ()
    narrowest, widest = _WIDTHS
    return min(max(narrowest, len(column.heading) // 2 + 4, *(len(str(cell)) + 2 for cell in cells)), widest)


def _height(cells: Sequence[str], widths: Sequence[float]) -> float:
    """Points that the lines of a row need, which programs do not all find out by themselves."""
    lines = [
        sum(max(-(-len(part) // max(int(width) - 1, 1)), 1) for part in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=False)
    ]
    return _LINE_HEIGHT * max(lines, default=1)


def _rows(table: pd.DataFrame, columns: Sequence[Shown]) -> Iterable[tuple[Any, ...]]:
    """Rows as Python values, a block of them at a time."""
    for start in range(0, len(table), _BLOCK):
        block = table.iloc[start : start + _BLOCK]
        values = [
            in_currency(block[column.name]) if column.look == "money" else block[column.name]
            for column in columns
        ]
        yield from zip(*(column.tolist() for column in values), strict=True)


def _write(sheet: Worksheet, row: int, column: int, value: object, style: Format | None) -> None:
    """Write one cell by its type: text is never taken for a formula, a link or a number."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif _is_exact(value):
        sheet.write_number(row, column, value, style)
    elif not is_null(value):  # text, infinity, or a whole number that a spreadsheet would round
        sheet.write_string(row, column, _cut(str(value)), style)


def _is_exact(value: object) -> TypeGuard[float]:
    """Whether a spreadsheet, which knows floating-point numbers only, can hold a number."""
    if isinstance(value, int):
        return abs(value) <= _EXACT
    return isinstance(value, float) and math.isfinite(value)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…"


def _sheet_name(name: str, book: Workbook) -> str:
    """A name that the workbook can take and does not have yet."""
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    short = name[:_LONGEST_SHEET_NAME]
    number = 2
    while short.lower() in taken or short.lower() == "history":  # which spreadsheets keep for themselves
        short = f"{name[: _LONGEST_SHEET_NAME - 4]}~{number}"
        number += 1
    return short
