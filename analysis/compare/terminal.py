"""The summary for a terminal: all key figures if they fit, else a row per arm and the most telling ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from analysis.measures.summary import BY_COLUMN, focus, kpi_grid, verdict
from analysis.style import spoken

if TYPE_CHECKING:
    from rich.table import Table

    from sim.experiments.experiment import Comparison

FIRST: Final = ("profit_cents", "share_end", "customers_end", "retention", "satisfaction_end", "units")
LONGEST_NAME: Final = 16
BETWEEN: Final = 3

Columns = Sequence[Sequence[str]]


def terminal_summary(comparison: Comparison, width: int) -> Table:
    """Key figures and verdict for a terminal `width` characters wide; names are shown as text, not as markup.

    The whole of `kpi_grid` if it fits; else turned round, a row per arm (of a single arm, per firm) and as
    many key figures as there is room for.
    """
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - only a terminal needs rich
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    head, rows = kpi_grid(comparison)
    several = len(comparison.arms) > 1
    columns: Columns = [*zip(head, *rows, strict=True)]
    fits = sum(max(map(_longest_line, column)) + BETWEEN for column in columns) <= width + BETWEEN
    words = verdict(comparison)
    if not fits:
        columns = _turned("arm" if several else "firm", head[1:], rows, width)
        words += " The report has all key figures."
    title = spoken(focus(comparison)) if several else comparison.scenario.title
    table = Table(
        title=Text(title, "bold"), title_justify="left", box=SIMPLE_HEAD, show_edge=False, pad_edge=False
    )
    table.caption, table.caption_justify = Text(f"\n{words}", "not dim not italic"), "left"
    for i, column in enumerate(columns):
        room = None if fits else _narrowest(column, i)
        table.add_column(Text(column[0]), justify="right" if i else "left", width=room)
    for cells in zip(*(column[1:] for column in columns), strict=True):
        table.add_row(*map(Text, cells))
    return table


def _turned(corner: str, names: Sequence[str], rows: Columns, width: int) -> Columns:
    """Columns of the grid turned round: the names, then as many key figures as fit."""
    order = [BY_COLUMN[column].label for column in FIRST]
    figures = sorted((row for row in rows if row[0] in order), key=lambda row: order.index(row[0]))
    columns = [(corner, *names), *figures]
    ends = accumulate(_narrowest(column, i) + BETWEEN for i, column in enumerate(columns))
    return [
        column
        for i, (column, end) in enumerate(zip(columns, ends, strict=True))
        if i < 2 or end <= width + BETWEEN
    ]


def _narrowest(column: Sequence[str], place: int) -> int:
    """Characters a column needs: its figures stay whole; its head, and names, break between words."""
    words = max(len(word) for cell in (column if place == 0 else column[:1]) for word in cell.split() or [""])
    whole = max(map(_longest_line, column[1:]), default=0)
    return max(words, min(whole, LONGEST_NAME) if place == 0 else max(whole, 9))


def _longest_line(cell: str) -> int:
    return max(map(len, cell.split("\n")))
