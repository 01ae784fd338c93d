"""Exports as they are asked for: what comes back, and what is refused in one line."""

import builtins
import csv
from datetime import datetime

import numpy as np
import openpyxl
import pandas as pd
import pytest

from analysis.export import (
    KINDS,
    ExportProblem,
    ExportSource,
    comparison_source,
    export,
    tables_source,
)
from sim.experiments.storage import read_tables
from sim.refusal import MissingExtra

FILES = {"xlsx", "pptx"}


def target(folder, kind):
    return folder / (f"out.{kind}" if kind in FILES else f"out-{kind}")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_leaves_its_files_and_nothing_else(small, tmp_path, kind):
    written = export(comparison_source(small), target(tmp_path, kind), kind)
    assert written
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted(written)


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_tables_for_programs_come_back_to_the_last_bit(hostile, tmp_path, kind):
    export(comparison_source(hostile), tmp_path / "out", kind)
    back = read_tables(tmp_path / "out")
    for name, table in hostile.tables.items():
        pd.testing.assert_frame_equal(back[name], table, check_dtype=False, check_exact=True)


def test_csv_for_programs_is_plain_utf8_with_every_digit_and_empty_nulls(tmp_path):
    table = pd.DataFrame({"name": ["=1+1", 'a,"b"', None], "x": [0.1 + 0.2, np.nan, -5e-324]})
    (path,) = export(tables_source({"runs": table}), tmp_path / "out", "csv")
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    rows = list(csv.reader(raw.decode().splitlines()))
    assert rows == [["name", "x"], ["=1+1", "0.30000000000000004"], ['a,"b"', ""], ["", "-5e-324"]]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "pptx"])
def test_a_sweep_without_a_comparison_can_be_taken_away(tmp_path, kind):
    assert export(tables_source({"runs": pd.DataFrame({"n": [1]})}), target(tmp_path, kind), kind)


def test_a_sweep_has_no_slides(tmp_path):
    with pytest.raises(ExportProblem, match=r"x\.pptx: slides tell a comparison, .* - export it as xlsx"):
        export(tables_source({}), tmp_path / "x.pptx", "pptx")


def test_tables_can_be_chosen_and_a_wrong_name_is_told(small, tmp_path):
    written = export(comparison_source(small), tmp_path / "out", "csv", tables=["firm"])
    assert [path.name for path in written] == ["firm.csv"]
    with pytest.raises(ExportProblem, match="there is no table 'firmm' - nearest is 'firm'"):
        export(comparison_source(small), tmp_path / "other", "csv", tables=["firmm"])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_there_already_is_never_touched(small, tmp_path, kind):
    there = target(tmp_path, kind)
    kept = there if kind in FILES else there / "mine.txt"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("mine", encoding="utf-8")
    with pytest.raises(ExportProblem, match="stays as it is - name"):
        export(comparison_source(small), there, kind)
    assert kept.read_text(encoding="utf-8") == "mine"


def test_a_file_with_a_foreign_ending_is_refused(small, tmp_path):
    with pytest.raises(ExportProblem, match=r"out\.csv: .* - end it in \.xlsx"):
        export(comparison_source(small), tmp_path / "out.csv", "xlsx")


@pytest.mark.parametrize(("kind", "library"), [("xlsx", "xlsxwriter"), ("pptx", "pptx")])
def test_a_missing_library_is_told_with_what_to_install(small, tmp_path, monkeypatch, kind, library):
    real = builtins.__import__

    def without(name, *rest):
        if name.split(".")[0] == library or name == "analysis.export.slide_deck":
            raise ModuleNotFoundError(f"No module named {library!r}", name=library)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(
        MissingExtra, match=r"out\.\w+: .* - install it with: pip install 'rivalry\[office\]'"
    ):
        export(comparison_source(small), target(tmp_path, kind), kind)
    assert list(tmp_path.iterdir()) == []


def test_a_table_whose_name_leads_out_of_the_folder_is_refused():
    with pytest.raises(ExportProblem, match="is no possible file name"):
        ExportSource(tables={"../evil": pd.DataFrame()})


def test_an_office_file_carries_the_date_of_its_results(small, tmp_path):
    made = datetime(2024, 5, 6, 7, 8, 9)
    (path,) = export(comparison_source(small, made=made), tmp_path / "x.xlsx", "xlsx", tables=["generation"])
    assert openpyxl.load_workbook(path).properties.created == made
