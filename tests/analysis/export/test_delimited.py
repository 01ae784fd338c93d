"""CSV for spreadsheets: what a reader of RFC 4180 gets back, and what no spreadsheet will run."""

import csv
import io

import numpy as np
import pandas as pd
import pytest

from analysis.export import delimited
from analysis.export.delimited import harmless, write_spreadsheet_csv
from tests.analysis.export.conftest import HOSTILE


def read(path, separator=","):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


@pytest.fixture
def table():
    return pd.DataFrame(
        {
            "arm": ["a", "=1+1", 'b;"c",d', None],
            "period": [0, 1, 2, 3],
            "profit_cents": [-500, 123_456, 0, 7],
            "share": [0.07, 1 / 3, np.nan, 1.0],
            "survived": [True, False, True, True],
        }
    )


def test_headings_have_units_money_is_in_currency_and_shares_are_in_per_cent(tmp_path, table):
    (path,) = write_spreadsheet_csv({"firm": table}, tmp_path)
    assert read(path) == [
        ["arm", "period", "profit (money)", "share (%)", "survived"],
        ["a", "0", "-5.0", "7.0", "True"],
        ["'=1+1", "1", "1234.56", "33.3333333333", "False"],
        ['b;"c",d', "2", "0.0", "", "True"],
        ["", "3", "0.07", "100.0", "True"],
    ]


def test_where_a_comma_marks_decimals_semicolons_part_columns(tmp_path, table):
    (path,) = write_spreadsheet_csv({"firm": table}, tmp_path, "comma")
    assert read(path, ";")[2] == ["'=1+1", "1", "1234,56", "33,3333333333", "False"]
    assert read(path, ";")[3][0] == 'b;"c",d'


def test_it_begins_with_a_byte_order_mark_and_ends_lines_as_spreadsheets_do(tmp_path, table):
    (path,) = write_spreadsheet_csv({"firm": table}, tmp_path)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n") == 5


def test_a_table_longer_than_a_sheet_goes_on_in_further_files_and_loses_nothing(tmp_path, table):
    paths = write_spreadsheet_csv({"firm": table}, tmp_path, rows=3)
    assert [path.name for path in paths] == ["firm-1.csv", "firm-2.csv"]
    assert [len(read(path)) for path in paths] == [3, 3]
    assert [row[1] for path in paths for row in read(path)[1:]] == ["0", "1", "2", "3"]


def test_an_empty_table_keeps_its_headings(tmp_path, table):
    (path,) = write_spreadsheet_csv({"firm": table.iloc[:0]}, tmp_path)
    assert len(read(path)) == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_can_begin_a_formula(name):
    assert not harmless(name).startswith(tuple("=+-@\t\r\n"))
    assert harmless(name).endswith(name)


def test_negative_numbers_stay_numbers(tmp_path):
    table = pd.DataFrame({"gain": [-5, -7], "rate": [-0.5, -1e-9]})
    (path,) = write_spreadsheet_csv({"runs": table}, tmp_path)
    assert read(path)[1:] == [["-5", "-0.5"], ["-7", "-1e-09"]]


def test_a_file_that_cannot_be_written_is_not_left_half_written(tmp_path, table, monkeypatch):
    def full(*_args, **_settings):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(delimited.pd.DataFrame, "to_csv", full)
    with pytest.raises(OSError, match=r"No space left on device.*firm\.csv"):
        write_spreadsheet_csv({"firm": table}, tmp_path)
    assert list(tmp_path.iterdir()) == []
