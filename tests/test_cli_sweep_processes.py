"""A sweep as its own process: stopped by Ctrl-C, SIGTERM or kill -9, and gone on with."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from sim.experiments.store import Store, verify
from tests.sim.experiments.executors.waiting import children, is_running, never_hang, until  # noqa: F401 - by every test

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
MARKET = (
    "durable",
    "-s",
    "customers=200000",
    "-s",
    "years=5",
    "--vary",
    "firms.leader.brand=1:3:8",
    "-n",
    "2",
)
ENDLESS = ("durable", "-s", "customers=100000", "-s", "years=100", "-n", "4")
ENOUGH = 4.0
"""Seconds of work by which a worker is long ready."""
RUN = ("sweep", "run", "-j", "2", "-o", "store", "--progress", "json")


def started(*words: str, cwd: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def wait_until_done(process: subprocess.Popen[str], runs: int) -> dict[str, object]:
    """Read its progress until so many runs are done; the last record."""
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("{"):
            record: dict[str, object] = json.loads(line)
            if int(str(record["done"])) >= runs:
                return record
    raise AssertionError("it ended before")


def ended(process: subprocess.Popen[str], folder: Path) -> list[str]:
    """What it said last on stderr; nobody it has started is left, nor anything half-written."""
    assert process.stderr is not None
    rest = process.stderr.read().splitlines()
    assert until(lambda: not group(process.pid), 5)
    assert verify(folder / "store") == []
    return rest


def group(leader: int) -> list[int]:
    """Processes of a session that have not ended."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) == leader and is_running(process.pid):
                found.append(process.pid)
        except ProcessLookupError:
            continue
    return found


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_sweep_ends_in_time_says_how_to_go_on_and_goes_on(tmp_path, sent, code):
    process = started(*RUN, *MARKET, cwd=tmp_path)
    record = wait_until_done(process, 3)
    assert (record["of"], record["total"]) == ("runs", 16)
    begun = time.monotonic()
    os.killpg(process.pid, sent) if sent == signal.SIGINT else process.send_signal(sent)
    assert process.wait(30) == code
    assert time.monotonic() - begun < 5
    last = ended(process, tmp_path)[-1]
    told, _, again = last.partition("; go on with: rivalry ")
    finished = len(Store.read(tmp_path / "store").finished)
    assert told == f"stopped: {finished} of 16 runs are finished"
    assert 3 <= finished < 16
    second = started(*shlex.split(again), cwd=tmp_path)
    assert wait_until_done(second, 0)["done"] == finished
    assert second.wait(120) == 0
    assert ended(second, tmp_path)[-1] == "Results: store"
    assert len(Store.read(tmp_path / "store").finished) == 16


def amid_endless_runs(folder: Path) -> subprocess.Popen[str]:
    """A sweep whose workers are at runs that will not end."""
    process = started(*RUN, *ENDLESS, cwd=folder)
    wait_until_done(process, 0)
    assert until(lambda: sum(seconds_worked(child) > ENOUGH for child in children(process.pid)) == 2, 90)
    return process


def seconds_worked(process: int) -> float:
    try:
        return psutil.Process(process).cpu_times().user
    except psutil.NoSuchProcess:
        return 0.0


def test_a_second_ctrl_c_ends_it_within_a_second(tmp_path):
    process = amid_endless_runs(tmp_path)
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(0.5)
    begun = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(20) == 130
    assert time.monotonic() - begun < 1.5
    assert ended(process, tmp_path)[-1] == "interrupted"


def test_one_ctrl_c_does_not_wait_for_runs_without_end(tmp_path):
    process = amid_endless_runs(tmp_path)
    begun = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) == 130
    assert time.monotonic() - begun < 5
    assert "stopped: 0 of 4 runs are finished; go on with: " in ended(process, tmp_path)[-1]


def test_a_killed_sweep_leaves_no_worker_and_goes_on_where_it_was(tmp_path):
    process = started(*RUN, *MARKET, cwd=tmp_path)
    wait_until_done(process, 3)
    assert until(lambda: len(Store.read(tmp_path / "store").finished) >= 3, 20)
    process.kill()
    process.wait(20)
    ended(process, tmp_path)
    before = len(Store.read(tmp_path / "store").finished)
    second = started(*RUN, *MARKET, cwd=tmp_path)
    assert wait_until_done(second, 0)["done"] == before
    assert second.wait(120) == 0
    ended(second, tmp_path)
    assert len(Store.read(tmp_path / "store").finished) == 16
