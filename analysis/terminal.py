"""The summary that a terminal shows: whole if it is wide enough, else one row per arm and few key figures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from analysis.style import spoken
from analysis.summary import BY_COLUMN, focus, kpi_grid, verdict

if TYPE_CHECKING:
    from sim.experiment import Comparison

# What a narrow terminal shows, the most telling first.
FIRST: Final = ("profit_cents", "share_end", "customers_end", "retention", "satisfaction_end", "units")
PADDING: Final = 2
MARGIN: Final = 2
LONGEST_NAME: Final = 20


def terminal_summary(comparison: Comparison, width: int) -> Table:
    """Key figures and the verdict for a terminal of `width` characters; names appear as they are, not as markup.

    The grid of `kpi_grid` if it fits. Otherwise turned round: a row per arm (per firm, for one arm), and
    as many key figures as there is room for.
    """
    columns, rows = kpi_grid(comparison)
    several = len(comparison.arms) > 1
    whose = focus(comparison) if several else comparison.arms[0]
    heading = Text(spoken(whose), style="bold")
    table = Table(title=heading, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.caption, table.caption_justify = Text(verdict(comparison)), "left"
    grid = [columns, *rows]
    if sum(_widths(grid, 0)) > width - MARGIN:
        grid = _turned("arm" if several else "firm", columns, rows)
        grid = _as_many_as_fit(grid, width)
        table.caption = Text(f"{verdict(comparison)} All key figures are in the report.")
    for i, (heading_cell, room) in enumerate(zip(grid[0], _widths(grid, LONGEST_NAME), strict=True)):
        narrowest = room - PADDING if grid[0] is not columns else None
        table.add_column(Text(heading_cell), justify="right" if i else "left", min_width=narrowest, vertical="top")
    for cells in grid[1:]:
        table.add_row(*map(Text, cells))
    return table
