"""Workbooks read back: values as they were, text that stays text, charts that point at their cells."""

import re
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest

from analysis.export import comparison_source, tables_source
from analysis.export.workbook import write_workbook
from analysis.measures.profit_bridge import bridge_profits
from analysis.measures.summary import contrast, contrasts, verdict
from sim.result.dictionary import DATA_DICTIONARY


@pytest.fixture(scope="module")
def written(small, tmp_path_factory):
    return write_workbook(
        comparison_source(small, "rivalry compare x"), tmp_path_factory.mktemp("x") / "x.xlsx"
    )


@pytest.fixture(scope="module")
def book(written):
    return openpyxl.load_workbook(written)


def grid(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def block(sheet, title):
    """Rows below a title of the sheet of chart data, the headings first."""
    rows = grid(sheet)
    top = next(i for i, row in enumerate(rows) if row[0] == title) + 1
    end = next((i for i in range(top, len(rows)) if rows[i][0] is None), len(rows))
    return rows[top:end]


def test_its_sheets_are_findings_charts_tables_and_origin(book, small):
    front = ["Summary", "Key figures", "Charts", "Chart data"]
    assert book.sheetnames == [*front, *small.tables, "Provenance"]


@pytest.mark.parametrize("name", ["firm", "stage"])
def test_every_value_of_a_table_comes_back(book, small, name):
    table = small.tables[name]
    rows = grid(book[name])
    assert len(rows) == len(table) + 1
    back = pd.DataFrame(rows[1:], columns=list(table.columns))
    for column in table:
        scale = 100 if column.endswith("_cents") else 1
        expected = table[column] / scale if scale == 100 else table[column]
        assert (
            back[column].tolist() == pytest.approx(expected.tolist()) if scale == 100 else expected.tolist()
        )


def test_tables_have_a_frozen_heading_with_a_filter_units_and_the_meaning_of_each_column(book, small):
    sheet = book["firm"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:{sheet.dimensions.split(':')[1]}")
    profit = sheet.cell(1, list(small.tables["firm"].columns).index("profit_cents") + 1)
    assert profit.value == "profit (money)"
    meaning = next(
        column.meaning for column in DATA_DICTIONARY["firm"].columns if column.name == "profit_cents"
    )
    assert meaning in profit.comment.text
    assert sheet.cell(2, profit.column).number_format == "#,##0.00"


def test_the_summary_gives_the_verdict_and_the_question(book, small):
    words = " ".join(str(cell) for row in grid(book["Summary"]) for cell in row if cell)
    assert verdict(small) in words
    assert small.scenario.question in words


def test_key_figures_are_numbers_with_their_intervals(book, small):
    expected = contrast(contrasts(small), small.arms[1], "profit_cents")
    row = next(
        row for row in grid(book["Key figures"]) if row[0] == "cumulative profit" and row[2] == small.arms[1]
    )
    assert row[3:8] == pytest.approx(
        [
            value / 100
            for value in (expected.level, expected.baseline, expected.difference, expected.low, expected.high)
        ]
    )


def charts_of(path):
    with zipfile.ZipFile(path) as files:
        return [
            files.read(name).decode()
            for name in sorted(files.namelist())
            if re.match(r"xl/charts/chart\d+\.xml", name)
        ]


def test_charts_point_at_cells_that_hold_their_numbers(written, book):
    references = [ref for chart in charts_of(written) for ref in re.findall(r"<c:f>([^<]*)</c:f>", chart)]
    assert len(references) > 20
    for reference in references:
        sheet, cells = reference.lstrip("=").rsplit("!", 1)
        area = book[sheet.strip("'")][cells.replace("$", "")]
        values = [cell.value for row in (area if isinstance(area, tuple) else ((area,),)) for cell in row]
        assert any(value is not None for value in values), reference


def test_share_over_time_has_a_line_per_arm_and_the_mean_of_the_books(book, small):
    rows = block(book["Chart data"], "Share of units by arm")
    assert rows[0][: len(small.arms) + 1] == ["year", *small.arms]
    firm = small.tables["firm"]
    own = firm[(firm.firm == small.scenario.focus) & (firm.arm == small.arms[1])]
    assert [row[2] for row in rows[1:]] == pytest.approx(own.groupby("period").share.mean().tolist())


def test_cumulative_profit_ends_at_the_profit_of_the_run(book, small):
    rows = block(book["Chart data"], "Cumulative profit by arm")
    firm = small.tables["firm"]
    own = firm[(firm.firm == small.scenario.focus) & (firm.arm == small.arms[0])]
    assert rows[-1][1] == pytest.approx(own.profit_cents.sum() / 2 / 100)


def test_differences_have_error_bars_of_the_length_of_their_interval(written, book, small):
    title = "Cumulative profit: difference from the baseline, money per run, with its 95% interval"
    row = block(book["Chart data"], title)[1]
    expected = contrast(contrasts(small), small.arms[1], "profit_cents")
    assert row[1:4] == pytest.approx(
        [
            value / 100
            for value in (
                expected.difference,
                expected.difference - expected.low,
                expected.high - expected.difference,
            )
        ]
    )
    bars = [chart for chart in charts_of(written) if '<c:errValType val="cust"/>' in chart]
    assert len(bars) == 4


def test_the_waterfall_ends_at_the_difference_in_profit(book, small):
    rows = grid(book["Chart data"])
    heads = [i for i, row in enumerate(rows) if row[1] == "blank below the bar"]
    assert len(heads) == len(small.arms) - 1
    last = next(row for row in rows[heads[0] :] if row[0] and row[0].startswith("difference"))
    bridge = bridge_profits(small, small.arms[1])
    assert last[6] + last[7] == pytest.approx((bridge.profit_after - bridge.profit_before) / 2 / 100)


@pytest.mark.slow
def test_no_name_becomes_a_formula_or_a_link(hostile, tmp_path):
    path = write_workbook(comparison_source(hostile), tmp_path / "h.xlsx")
    opened = openpyxl.load_workbook(path)
    cells = [cell for sheet in opened for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert set(hostile.arms) <= {cell.value for cell in cells}
    assert not [chart for chart in charts_of(path) if re.search(r"<c:f>=?[^<]*(HYPERLINK|SUM|cmd)", chart)]


def test_nulls_are_empty_and_what_no_sheet_can_count_stays_exact(tmp_path):
    table = pd.DataFrame(
        {
            "run": pd.array([1, None, 2**60 + 1], dtype="Int64"),
            "gain_cents": [-150, 2, 0],
            "rate": [np.nan, np.inf, -1.5],
            "name": [None, "x" * 40_000, "-5"],
            "ok": [True, False, True],
        }
    )
    path = write_workbook(tables_source({"runs": table}), tmp_path / "t.xlsx")
    rows = grid(openpyxl.load_workbook(path)["runs"])
    assert rows[1] == [1, -1.5, None, None, True]
    assert rows[2][:3] == [None, 0.02, "inf"]
    assert (len(rows[2][3]), rows[2][3][-1]) == (32_767, "…")
    assert rows[3] == [str(2**60 + 1), 0, -1.5, "-5", True]


def test_a_table_longer_than_a_sheet_goes_on_in_further_sheets(tmp_path):
    source = tables_source({"runs": pd.DataFrame({"n": range(7)})})
    opened = openpyxl.load_workbook(write_workbook(source, tmp_path / "t.xlsx", rows=4))
    assert opened.sheetnames == ["runs-1", "runs-2", "runs-3", "Provenance"]
    assert [row[0] for name in opened.sheetnames[:3] for row in grid(opened[name])[1:]] == [*range(7)]


def test_long_names_of_tables_get_sheets_of_their_own(tmp_path):
    tables = {f"a_table_with_a_very_long_name_{end}": pd.DataFrame({"n": [1]}) for end in ("one", "two")}
    opened = openpyxl.load_workbook(write_workbook(tables_source(tables), tmp_path / "t.xlsx"))
    assert len(set(opened.sheetnames)) == 3


@pytest.mark.slow
def test_one_arm_in_one_replication_shows_firms_and_no_differences(one_arm, tmp_path):
    opened = openpyxl.load_workbook(write_workbook(comparison_source(one_arm), tmp_path / "o.xlsx"))
    assert "Key figures" not in opened.sheetnames
    assert block(opened["Chart data"], "Share of units by firm")[0] == ["year", *one_arm.scenario.firms]
    assert len(charts_of(tmp_path / "o.xlsx")) == 2


@pytest.mark.slow
def test_the_same_results_give_the_same_bytes(small, tmp_path):
    paths = [write_workbook(comparison_source(small, "c"), tmp_path / f"{i}.xlsx") for i in range(2)]
    assert paths[0].read_bytes() == paths[1].read_bytes()
