"""Who may write: one at a time or shards, told by the kernel and not by what a file says."""

import os
import signal
import subprocess
import sys

import pytest

from sim.experiments.store import FolderBusy, Store
from tests.sim.experiments.store import small_sweep

HOLDER = """
import sys, time
from pathlib import Path
from sim.experiments.store import Store
from tests.sim.experiments.store import small_sweep
folder, command = Path(sys.argv[1]), "rivalry sweep run x"
store = Store.create_or_open(folder, small_sweep.PLAN, small_sweep.MODEL, command=command)
print("held", flush=True)
time.sleep(600)
"""


def opened(folder, writer="main", command=""):
    return Store.create_or_open(folder, small_sweep.PLAN, small_sweep.MODEL, writer=writer, command=command)


@pytest.fixture
def holder(repository, work):
    """Another process that has the folder."""
    command = [sys.executable, "-c", HOLDER, work / "swept"]
    with subprocess.Popen(command, cwd=repository, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.mark.slow
def test_a_folder_in_use_is_refused_naming_its_holder_and_free_once_that_is_killed(holder, work):
    with pytest.raises(
        FolderBusy, match=rf"process {holder.pid} on .+ since 20.+: rivalry sweep run x"
    ) as busy:
        opened(work / "swept")
    assert "\n" not in str(busy.value)
    with pytest.raises(FolderBusy, match=f"process {holder.pid}"):
        opened(work / "swept", "shard-1-of-2")
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    opened(work / "swept").close()


def test_a_lock_left_behind_that_names_a_living_process_does_not_block(swept):
    (swept / "lock").write_text(f"process {os.getpid()} on here since ever: rivalry")
    opened(swept).close()


def test_the_folder_is_free_after_closing_and_after_an_opening_that_failed(swept):
    with pytest.raises(Exception, match="another plan"):
        Store.create_or_open(swept, {}, small_sweep.MODEL)
    opened(swept).close()
    opened(swept).close()


def test_the_store_can_be_read_while_somebody_writes_to_it(swept):
    with opened(swept):
        assert len(Store.read(swept).finished) == 6


def test_shards_write_at_the_same_time_and_come_to_the_same_export(swept, work):
    shards = [opened(work / "shards", f"shard-{i}-of-2", f"shard {i}") for i in (1, 2)]
    for number in small_sweep.RUNS:
        shards[number % 2].add(small_sweep.record(number))
        shards[number % 2].commit()
    with pytest.raises(FolderBusy, match=r"shard 1; process \d+ .*shard 2"):
        opened(work / "shards")
    with pytest.raises(FolderBusy, match=r"shard 2 - wait") as busy:
        opened(work / "shards", "shard-2-of-2")
    assert "shard 1" not in str(busy.value)
    for shard in shards:
        shard.close()
    assert small_sweep.run(work / "shards") == []
    assert small_sweep.exported(work / "shards") == small_sweep.exported(swept)


def test_a_shard_leaves_the_unfinished_files_of_others_alone_and_main_removes_them(swept):
    mine, other = "shard-1-of-2", "shard-2-of-2"
    left = [swept / "parts" / f".000001-{writer}-outcome.parquet.part" for writer in (mine, other)]
    for path in left:
        path.touch()
    opened(swept, mine).close()
    assert [path.exists() for path in left] == [False, True]
    opened(swept).close()
    assert not left[1].exists()


def test_a_shard_counts_a_damaged_part_of_another_as_not_finished_and_leaves_it(swept):
    part = swept / "parts" / "000001-main-outcome.parquet"
    part.write_bytes(b"x")
    with opened(swept, "shard-1-of-2") as shard:
        assert [damage.path for damage in shard.repaired] == [f"parts/{part.name}"]
        assert len(shard.finished) == 3
    assert part.exists()


def test_someone_else_in_the_manifest_stops_a_commit(swept, work):
    with opened(work / "other") as store:
        store.add(small_sweep.record(0))
        with (work / "other" / "manifest.jsonl").open("a") as file:
            file.write("x\n")
        with pytest.raises(OSError, match=r"written to by someone else.*manifest\.jsonl"):
            store.commit()


@pytest.mark.parametrize("writer", ["", "Shard", "a/b", "a--b", "-a"])
def test_an_impossible_name_of_a_writer_is_refused(work, writer):
    with pytest.raises(ValueError, match="cannot name a writer"):
        opened(work / "store", writer)
