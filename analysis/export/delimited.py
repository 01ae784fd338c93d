"""CSV for spreadsheets: headings with units, money in currency units, no cell that would run as a formula.

Sources: Shafranovich (2005), RFC 4180; OWASP, "CSV injection".
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

import pandas as pd

from analysis.export.columns import ROWS_OF_A_SHEET, Shown, in_currency, part_names, sheets, shown_columns
from analysis.pages.files import whole_file

DecimalMark = Literal["point", "comma"]
_MARKS: Final[Mapping[DecimalMark, tuple[str, str]]] = {"point": (",", "."), "comma": (";", ",")}
_BEGINS_A_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - full width, as OWASP lists them


def write_spreadsheet_csv(
    tables: Mapping[str, pd.DataFrame],
    folder: Path,
    decimal_mark: DecimalMark = "point",
    rows: int = ROWS_OF_A_SHEET,
) -> list[Path]:
    """Write each table as UTF-8 with a byte-order mark and CRLF, in several files if it exceeds a sheet.

    Parameters
    ----------
    tables
        Tidy tables by name.
    folder
        An existing folder.
    decimal_mark
        "point": `1.5`, columns parted by commas; "comma": `1,5`, columns parted by semicolons.
    rows
        Rows that a sheet holds, the heading included.

    Raises
    ------
    OSError
        If a file cannot be written; it is then not there at all.
    """
    return [
        _write(part, shown_columns(name, table), folder / f"{part_name}.csv", decimal_mark)
        for name, table in tables.items()
        for part_name, part in _parts(name, table, rows)
    ]


def _parts(name: str, table: pd.DataFrame, rows: int) -> list[tuple[str, pd.DataFrame]]:
    parts = list(sheets(table, rows))
    return list(zip(part_names(name, len(parts)), parts, strict=True))


def _write(table: pd.DataFrame, columns: list[Shown], path: Path, decimal_mark: DecimalMark) -> Path:
    separator, decimal = _MARKS[decimal_mark]
    readable = pd.DataFrame({column.name: _readable(table[column.name], column) for column in columns})
    with whole_file(path) as unfinished:
        readable.to_csv(
            unfinished,
            sep=separator,
            decimal=decimal,
            header=[harmless(column.heading) for column in columns],
            index=False,
            encoding="utf-8-sig",
            lineterminator="\r\n",
        )
    return path


def _readable(values: pd.Series, column: Shown) -> pd.Series:
    if column.look == "money":
        return in_currency(values)
    if column.look == "share":
        return (values * 100).round(10)  # 0.07 * 100 is 7.000000000000001
    if column.look == "text":
        return values.map({text: harmless(str(text)) for text in values.dropna().unique()})
    return values


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before one that begins like it."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text
