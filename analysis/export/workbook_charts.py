"""Native charts of a workbook, each bound to cells of the sheet `Chart data`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from analysis.export.findings import (
    Differences,
    OverTime,
    Waterfall,
    differences,
    profit_over_time,
    share_over_time,
    waterfall,
)
from analysis.measures.summary import contrasts
from analysis.report.sections import MOST_BRIDGES
from analysis.style import ARM_COLOURS, DOWN, INK, QUIET, RULE, UP, spoken

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

    from sim.experiments.experiment import Comparison

DATA_SHEET: Final = "Chart data"
MOST_SERIES: Final = 20
DASHES: Final = {
    "solid": "solid",
    "dash": "dash",
    "dot": "round_dot",
    "dashdot": "dash_dot",
    "longdash": "long_dash",
    "longdashdot": "long_dash_dot",
}
COLOURS: Final = {"gain": UP, "loss": DOWN, "total": INK}
_SIZE: Final = {"width": 900, "height": 420}
_ROWS_APART: Final = 23
Column = Sequence[str | float | None]


@dataclass(frozen=True)
class _Cells:
    """A column of the data sheet: where it is and what is in it, since it is not kept in memory."""

    top: int
    column: int
    heading: str
    values: Column

    @property
    def name(self) -> dict[str, Any]:
        """Its heading, as the name of a series."""
        return {"name": [DATA_SHEET, self.top, self.column], "name_data": [self.heading]}

    @property
    def area(self) -> list[object]:
        """Its values, as a range."""
        return [DATA_SHEET, self.top + 1, self.column, self.top + len(self.values), self.column]

    @property
    def formula(self) -> str:
        """Its values, as a range written out."""
        from xlsxwriter.utility import xl_range_abs  # noqa: PLC0415 - an extra

        first, last = self.top + 1, self.top + len(self.values)
        return f"='{DATA_SHEET}'!{xl_range_abs(first, self.column, last, self.column)}"


class _Sheets:
    """The sheet of charts, and the sheet of what they show, filled from above."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._charts: Worksheet = book.add_worksheet("Charts")
        self._data: Worksheet = book.add_worksheet(DATA_SHEET)
        self._data.set_column(0, 0, 40)
        self._data.set_column(1, MOST_SERIES, 18)
        self._charts.hide_gridlines(2)
        self._charts.set_landscape()
        self._charts.fit_to_pages(1, 0)
        self._bold = book.add_format({"bold": True})
        self._row = 0
        self._shown = 0

    def block(self, title: str, headings: Sequence[str], columns: Sequence[Column]) -> list[_Cells]:
        """Write a titled block of columns; where each of them is."""
        top = self._row + 1
        self._data.write_string(self._row, 0, title, self._bold)
        for i, heading in enumerate(headings):
            self._data.write_string(top, i, heading, self._bold)
        for row, cells in enumerate(zip(*columns, strict=True), top + 1):
            for i, cell in enumerate(cells):
                if isinstance(cell, str):
                    self._data.write_string(row, i, cell)
                elif cell is not None:
                    self._data.write_number(row, i, cell)
        self._row = top + max(map(len, columns)) + 2
        return [
            _Cells(top, i, heading, column)
            for i, (heading, column) in enumerate(zip(headings, columns, strict=True))
        ]

    def chart(self, kind: str, subtype: str | None = None) -> Chart:
        """An empty chart."""
        return self._book.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})

    def show(self, chart: Chart, cells: _Cells, title: str, description: str) -> None:
        """Put a chart below the others, its title bound to the one above its block of data."""
        font = {"size": 12, "color": INK}
        place = [DATA_SHEET, cells.top - 1, 0]
        chart.set_title({"name": place, "data": [title], "name_font": font, "overlay": False})
        chart.set_size(_SIZE)
        self._charts.insert_chart(
            self._shown * _ROWS_APART, 0, chart, {"description": description, "object_position": 1}
        )
        self._shown += 1


def add_charts(book: Workbook, comparison: Comparison) -> None:
    """Add the sheets `Charts` and `Chart data`.

    Share and cumulative profit over time; with several arms also the differences from the baseline with
    their 95% intervals, and the waterfall of profit of each of the first arms beside the baseline.
    """
    sheets = _Sheets(book)
    for lines in (share_over_time(comparison, MOST_SERIES), profit_over_time(comparison, MOST_SERIES)):
        _add_lines(sheets, lines)
    if len(comparison.arms) < 2:
        return
    for table in differences(contrasts(comparison), comparison.arms[1 : MOST_SERIES + 1]):
        _add_differences(sheets, table)
    for arm in comparison.arms[1 : MOST_BRIDGES + 1]:
        if (falls := waterfall(comparison, arm)) is not None:
            _add_waterfall(sheets, falls)


def _add_lines(sheets: _Sheets, lines: OverTime) -> None:
    names = [spoken(series.name) for series in lines.series]
    years, *columns = sheets.block(
        lines.heading, ["year", *names], [lines.years, *(series.values for series in lines.series)]
    )
    chart = sheets.chart("scatter", "straight")
    for series, cells in zip(lines.series, columns, strict=True):
        line = {"color": series.look.colour, "dash_type": DASHES[series.look.dash], "width": 2}
        chart.add_series(
            {
                **cells.name,
                "categories": years.area,
                "categories_data": years.values,
                "values": cells.area,
                "values_data": cells.values,
                "line": line,
                "marker": {"type": "none"},
            }
        )
    chart.set_x_axis({"name": "time, years", "min": 0, "max": lines.years[-1], **_quiet(grid=False)})
    chart.set_y_axis(
        {"name": lines.unit, "num_format": lines.number_format, **_quiet(), "label_position": "low"}
    )
    chart.set_legend({"position": "bottom"})
    sheets.show(chart, years, lines.heading, f"{lines.heading}. {lines.finding}.")


def _add_differences(sheets: _Sheets, table: Differences) -> None:
    title = f"{table.heading}: difference from the baseline, {table.unit}, with its 95% interval"
    headings = ["arm", "difference", "interval reaches below by", "interval reaches above by"]
    names = [spoken(arm) for arm in table.arms]
    arms, means, below, above = sheets.block(title, headings, [names, table.means, table.below, table.above])
    chart = sheets.chart("bar")
    series: dict[str, Any] = {
        **means.name,
        "categories": arms.area,
        "categories_data": arms.values,
        "values": means.area,
        "values_data": means.values,
        "fill": {"color": ARM_COLOURS[1]},
        "gap": 80,
    }
    if any(reach is not None for reach in table.below):
        series["y_error_bars"] = {
            "type": "custom",
            "plus_values": above.formula,
            "minus_values": below.formula,
            "plus_data": [reach or 0 for reach in above.values],
            "minus_data": [reach or 0 for reach in below.values],
            "line": {"color": INK, "width": 1.5},
        }
    chart.add_series(series)
    value = {"name": f"difference, {table.unit}", "num_format": table.number_format}
    # The categories run downwards, which would take the values' labels to the top.
    chart.set_x_axis({**value, "label_position": "high", **_reach(table), **_quiet()})
    chart.set_y_axis({"reverse": True, "label_position": "low", **_quiet(grid=False)})
    chart.set_legend({"none": True})
    sheets.show(chart, arms, title, f"{title}. {table.finding}.")


def _reach(table: Differences) -> dict[str, float]:
    low, high = table.reach
    return {"min": low, "max": high}


def _add_waterfall(sheets: _Sheets, falls: Waterfall) -> None:
    kinds = ("gain", "loss", "total")
    headings = ["driver and money per run", "blank below the bar"]
    columns: list[Column] = [[step.label for step in falls.steps], [step.hidden for step in falls.steps]]
    for kind in kinds:
        mine = [step.colour_kind == kind for step in falls.steps]
        headings += [f"{kind}, above zero", f"{kind}, below zero"]
        columns.append([step.above if own else 0.0 for step, own in zip(falls.steps, mine, strict=True)])
        columns.append([step.below if own else 0.0 for step, own in zip(falls.steps, mine, strict=True)])
    labels, hidden, *bars = sheets.block(falls.finding, headings, columns)
    chart = sheets.chart("column", "stacked")
    looks = [{"none": True}, *({"color": COLOURS[kind]} for kind in kinds for _ in range(2))]
    for cells, fill in zip((hidden, *bars), looks, strict=True):
        chart.add_series(
            {
                **cells.name,
                "categories": labels.area,
                "categories_data": labels.values,
                "values": cells.area,
                "values_data": cells.values,
                "fill": fill,
                "gap": 40,
            }
        )
    chart.set_x_axis({"label_position": "low", "num_font": {"size": 8}, **_quiet(grid=False)})
    chart.set_y_axis({"name": "money per run", "num_format": "#,##0", **_quiet()})
    chart.set_legend({"none": True})
    sheets.show(chart, labels, falls.finding, f"{falls.finding}. Blue bars add, orange bars take away.")


def _quiet(grid: bool = True) -> dict[str, Any]:
    """Axis that stays in the background."""
    rule = {"visible": grid, "line": {"color": RULE, "width": 0.75}}
    return {"major_gridlines": rule, "line": {"color": QUIET}, "name_font": {"bold": False, "color": QUIET}}
