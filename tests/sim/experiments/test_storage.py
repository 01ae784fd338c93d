"""Tables on disk, and folders that nobody else's results lose a byte to."""

import os
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from sim.experiments.storage import FolderProblem, claim_folder, give_back, read_tables, write_tables

BIG = 2**53 + 1  # the first integer that a float cannot hold
TABLES = {
    "category": pd.DataFrame(
        {
            "arm": ["base", 'a "quoted", one'],
            "replication": [0, 1],
            "seed": [2**62, 3],
            "units": [BIG, 0],
            "herfindahl": [0.1 + 0.2, np.nan],
            "mean_price_cents": [1e-300, np.nan],
            "phase": ["growth", "decline"],
        }
    ),
    "generation": pd.DataFrame({"generation": ["null", "1"], "units": [1, 2]}),
}


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_tables_come_back_to_the_last_bit_with_their_types(tmp_path, kind):
    write_tables(TABLES, tmp_path, kind)
    back = read_tables(tmp_path)
    assert back.keys() == TABLES.keys()
    for name, table in TABLES.items():
        pd.testing.assert_frame_equal(back[name], table, check_exact=True)


def test_a_null_is_null_in_parquet_and_an_empty_field_in_csv(tmp_path):
    (parquet, _), (csv, _) = (write_tables(TABLES, tmp_path, kind) for kind in ("parquet", "csv"))
    query = "SELECT count(*) FROM read_parquet(?) WHERE herfindahl IS NULL"
    assert duckdb.execute(query, [str(parquet)]).fetchall() == [(1,)]
    assert csv.read_text().splitlines()[2] == '"a ""quoted"", one",1,3,0,,,decline'


def test_a_folder_with_a_quote_in_its_name_can_be_written(tmp_path):
    folder = tmp_path / "baker's; DROP TABLE"
    folder.mkdir()
    write_tables(TABLES, folder)
    assert read_tables(folder).keys() == TABLES.keys()


def test_a_table_that_cannot_be_written_leaves_no_half_of_it(tmp_path):
    with pytest.raises(OSError, match=r"category\.parquet: table category cannot be written"):
        write_tables(TABLES, tmp_path / "missing")
    (tmp_path / "category.csv").mkdir()
    with pytest.raises(OSError, match="category"):
        write_tables(TABLES, tmp_path, "csv")
    assert [path.name for path in tmp_path.iterdir()] == ["category.csv"]


def test_a_folder_without_tables_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="no tables here"):
        read_tables(tmp_path)


def test_a_file_that_is_no_table_is_told(tmp_path):
    (tmp_path / "firm.parquet").write_text("not at all")
    with pytest.raises(OSError, match=r"firm\.parquet: table firm cannot be read"):
        read_tables(tmp_path)


def test_numbered_folders_fill_the_first_gap(tmp_path):
    first, second = (claim_folder(None, "bakers", tmp_path / "out") for _ in range(2))
    assert (first.name, second.name) == ("bakers-1", "bakers-2")
    give_back(first)
    assert claim_folder(None, "bakers", tmp_path / "out") == first


def test_an_empty_folder_may_be_used_and_a_new_one_is_made_with_its_parents(tmp_path):
    assert claim_folder(tmp_path, "x") == tmp_path
    assert claim_folder(tmp_path / "a" / "b", "x").is_dir()
    assert [*(tmp_path / "a" / "b").iterdir()] == []


def test_a_folder_in_use_is_never_touched(tmp_path):
    (tmp_path / ".hidden").touch()
    with pytest.raises(FolderProblem, match="is already in use and stays as it is"):
        claim_folder(tmp_path, "x")
    assert [path.name for path in tmp_path.iterdir()] == [".hidden"]


def test_a_link_to_a_folder_in_use_is_seen_through(tmp_path):
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "thesis.txt").touch()
    (tmp_path / "link").symlink_to(tmp_path / "used")
    with pytest.raises(FolderProblem, match="in use"):
        claim_folder(tmp_path / "link", "x")


@pytest.mark.skipif(os.getuid() == 0, reason="the administrator may write anywhere")
def test_a_folder_without_permission_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(FolderProblem, match="cannot write there"):
        claim_folder(tmp_path, "x")


@pytest.mark.parametrize("name", ["nul\0", "half a character \udcff"])
def test_an_impossible_folder_name_is_told(name):
    with pytest.raises(FolderProblem, match="is no possible folder name"):
        claim_folder(Path(name), "x")


def test_a_folder_with_something_in_it_is_not_given_back(tmp_path):
    folder = claim_folder(tmp_path / "results", "x")
    (folder / "table").touch()
    give_back(folder)
    assert (folder / "table").exists()
