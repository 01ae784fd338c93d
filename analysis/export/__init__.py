"""Results to take away: CSV for machines and for spreadsheets, Parquet, workbooks and slides."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal, get_args

from analysis.export.delimited import DecimalMark, write_spreadsheet_csv
from analysis.export.files import new_file
from analysis.export.slides import write_slides
from analysis.export.source import (
    UNDATED,
    ExportProblem,
    ExportSource,
    comparison_source,
    tables_source,
)
from analysis.export.workbook import write_workbook
from sim.experiments.storage import FolderProblem, claim_folder, give_back, write_tables
from sim.files.problems import suggestion

__all__ = [
    "KINDS",
    "UNDATED",
    "DecimalMark",
    "ExportProblem",
    "ExportSource",
    "Kind",
    "comparison_source",
    "export",
    "tables_source",
]

Kind = Literal["csv", "csv-spreadsheet", "parquet", "xlsx", "pptx"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


def export(
    source: ExportSource,
    target: Path,
    kind: Kind,
    *,
    decimal_mark: DecimalMark = "point",
    tables: Collection[str] = (),
) -> list[Path]:
    """Write results in a form that other programs read; the files written.

    Parameters
    ----------
    source
        What to write: `comparison_source(...)` or `tables_source(...)`.
    target
        For xlsx and pptx a new file, else a new or empty folder. What is there already is never touched.
    kind
        csv: for programs, every digit, nulls empty; csv-spreadsheet: headings with units, money in currency
        units, shares in per cent, nothing that a spreadsheet takes for a formula; parquet; xlsx: findings,
        native charts, all tables; pptx: findings as slides with native charts.
    decimal_mark
        Of csv-spreadsheet: "comma" for places that write 1,5.
    tables
        Names of the tables to write; none = all. Slides have no tables.

    Raises
    ------
    ExportProblem
        If it cannot be made as asked.
    MissingExtra
        If a library has to be installed first.
    OSError
        If a file cannot be written; it is then not there at all.
    """
    chosen = _only(source, tables)
    if kind == "xlsx":
        return [write_workbook(chosen, new_file(target, ".xlsx"))]
    if kind == "pptx":
        return [write_slides(chosen, new_file(target, ".pptx"))]
    return _write_folder(chosen, target, kind, decimal_mark)


def _only(source: ExportSource, tables: Collection[str]) -> ExportSource:
    for name in tables:
        if name not in source.tables:
            raise ExportProblem(f"tables: there is no table {name!r} - {suggestion(name, source.tables)}")
    kept = {name: table for name, table in source.tables.items() if not tables or name in tables}
    return replace(source, tables=kept)


def _write_folder(source: ExportSource, target: Path, kind: Kind, decimal_mark: DecimalMark) -> list[Path]:
    try:
        folder = claim_folder(target, target.name)
    except FolderProblem as problem:
        raise ExportProblem(str(problem)) from None
    try:
        if kind == "csv-spreadsheet":
            return write_spreadsheet_csv(source.tables, folder, decimal_mark)
        return write_tables(source.tables, folder, "csv" if kind == "csv" else "parquet")
    finally:
        give_back(folder)
