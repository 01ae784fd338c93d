"""Disks that are full, may not be written to, or open no more files: told with the path, then resumed."""

import errno
import os
import subprocess
import sys
from functools import partial
from itertools import count

import duckdb
import pandas as pd
import pytest

from sim.experiments.store import disk
from tests.sim.experiments.store import small_sweep

LIMITED = """
import resource, sys
from pathlib import Path
from tests.sim.experiments.store import small_sweep
folder, name, limit = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
small_sweep.run(folder.with_name("warm"))
resource.setrlimit(getattr(resource, name), (limit, limit))
try:
    small_sweep.run(folder, Path(sys.argv[4]))
except OSError as error:
    print(error.errno, error.filename)
"""


def failing(number: int, error: int):
    """Stand-in for `disk.system` whose call `number` fails."""
    calls, asked = count(1), disk.system

    def system(path, function, *given, **named):
        def refuse(*_given, **_named):
            if function is os.close:  # which closes even when it reports an error
                os.close(*given)
            raise OSError(error, os.strerror(error))

        return asked(path, refuse if next(calls) == number else function, *given, **named)

    return system


def error_of(task, number: int, error: int) -> OSError | None:
    """What a task ends with when its call `number` fails, None if it has fewer calls."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "system", failing(number, error))
        try:
            task()
        except OSError as raised:
            return raised
    return None


@pytest.mark.slow
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EMFILE], ids=errno.errorcode.get)
def test_a_fault_at_any_call_is_told_with_its_path_and_the_sweep_resumes(work, error):
    small_sweep.run(work / "whole")
    expected = small_sweep.exported(work / "whole")
    for number in count(1, 1 if error == errno.ENOSPC else 5):
        folder, log = work / f"{number}", work / f"{number}.log"
        told = error_of(partial(small_sweep.run, folder, log), number, error)
        if told is None:
            break
        assert told.errno == error
        assert str(told.filename).startswith(str(folder))
        assert small_sweep.troubles_after_resuming(folder, log, expected) == []
    assert number > 60


def limited(repository, work, name, limit):
    """Run the small sweep under a limit of the system, then resume it without; the error and its path."""
    command = [sys.executable, "-c", LIMITED, work / "sweep", name, str(limit), work / "log"]
    run = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True)
    expected = small_sweep.exported(work / "warm")
    assert small_sweep.troubles_after_resuming(work / "sweep", work / "log", expected) == []
    number, _, path = run.stdout.strip().partition(" ")
    assert path.startswith(str(work / "sweep"))
    return int(number)


@pytest.mark.slow
@pytest.mark.parametrize("limit", [0, 300, 1200])
def test_files_that_may_grow_no_further_stop_the_sweep_which_then_resumes(repository, work, limit):
    assert limited(repository, work, "RLIMIT_FSIZE", limit) == errno.EFBIG


@pytest.mark.slow
@pytest.mark.parametrize("limit", range(3, 6))
def test_no_more_files_to_open_stop_the_sweep_which_then_resumes(repository, work, limit):
    assert limited(repository, work, "RLIMIT_NOFILE", limit) == errno.EMFILE


@pytest.mark.slow
def test_a_full_disk_stops_the_sweep_which_then_resumes(work):
    disk_of_its_own = work / "full"
    disk_of_its_own.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk_of_its_own]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("no small disk can be mounted here")
    try:
        filler = disk_of_its_own / "filler"
        filler.write_bytes(bytes(48 * 1024))
        folder = disk_of_its_own / "sweep"
        with pytest.raises(OSError, match=str(folder)) as told:
            small_sweep.run(folder, work / "log", each=1)
        assert told.value.errno == errno.ENOSPC
        filler.unlink()
        small_sweep.run(work / "whole")
        expected = small_sweep.exported(work / "whole")
        assert small_sweep.troubles_after_resuming(folder, work / "log", expected) == []
    finally:
        subprocess.run(["umount", disk_of_its_own], check=True)


def test_a_file_that_could_not_be_written_leaves_the_old_one_and_nothing_else(tmp_path):
    path = tmp_path / "plan.json"
    contents = []
    for number in range(1, 11):
        disk.write(path, b"old")
        told = error_of(partial(disk.write, path, b"new"), number, errno.ENOSPC)
        assert told is not None
        assert [*tmp_path.iterdir()] == [path]
        contents.append(path.read_bytes())
    # The last three calls have the folder survive a loss of power.
    assert contents == [b"old"] * 7 + [b"new"] * 3
    assert error_of(partial(disk.write, path, b"new"), 11, errno.ENOSPC) is None


def test_a_line_that_could_not_be_appended_is_taken_back(tmp_path):
    path = tmp_path / "manifest.jsonl"
    disk.append(path, b"first\n", 0)
    for number in range(1, 6):
        told = error_of(partial(disk.append, path, b"second\n", 6), number, errno.EIO)
        assert told is not None
        assert path.read_bytes() == b"first\n"


def test_an_error_of_the_database_keeps_its_number_and_names_the_path(tmp_path):
    path = tmp_path / "missing" / "table.parquet"
    with disk.Database() as database:
        with pytest.raises(FileNotFoundError) as told:
            database.copy("SELECT 1", path, "parquet", {})
        assert told.value.filename == str(path)
        with pytest.raises(OSError, match="nonsense") as told:
            database.copy("nonsense", path, "parquet", {})
        assert told.value.errno == errno.EIO
        assert database.frame(
            "SELECT * FROM given", path, {"given": pd.DataFrame({"a": [1]})}
        ).a.tolist() == [1]


def test_a_large_sort_spills_to_a_folder_that_is_gone_afterwards(tmp_path, monkeypatch):
    monkeypatch.setattr(disk, "_MEMORY", "40MB")
    spill, path = tmp_path / "spill", tmp_path / "sorted.parquet"
    query = "SELECT hash(range) AS h, hash(range + 1) AS i FROM range(5000000) ORDER BY h"
    with disk.Database(spill=spill) as database:
        database.copy(query, path, "parquet", {})
    assert duckdb.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchall() == [(5_000_000,)]
    assert [*tmp_path.iterdir()] == [path]
