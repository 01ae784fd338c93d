"""A Dask cluster on this machine: a scheduler and workers as their own processes, on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import psutil
import pytest

from sim.experiments.executors import NoWorkers, TaskFailed, TimeLimitExceeded, WorkerLost, cluster, hosting
from sim.experiments.executors.cluster import Cluster, ClusterProblem
from sim.experiments.runner import run_all
from tests.sim.experiments.executors import tasks
from tests.sim.experiments.executors.waiting import is_running, never_hang, until  # noqa: F401 - used by every test

pytestmark = pytest.mark.slow
pytest.importorskip("distributed")


class Dask:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder, repository):
        self._folder, self._repository = folder, repository
        self.workers = []
        file = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", str(file))
        assert until(lambda: file.exists() and file.read_text().endswith("}"), 60)
        self.address = json.loads(file.read_text())["address"]

    def _start(self, role, *words):
        command = [sys.executable, "-m", f"distributed.cli.dask_{role}", *words]
        with (self._folder / f"{role}.log").open("a") as log:
            return subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--no-dashboard"],
                cwd=self._repository,
                env={**os.environ, "PYTHONPATH": str(self._repository)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def add_worker(self, *words):
        threads = ["--nthreads", "1", "--local-directory", str(self._folder)]
        self.workers.append(self._start("worker", self.address, *threads, *words))
        return self.workers[-1]

    def end(self):
        for process in (*self.workers, self.scheduler):
            if process.poll() is None:
                for child in psutil.Process(process.pid).children(recursive=True):
                    child.kill()
            process.kill()
            process.wait(20)


@contextmanager
def dask(folder, repository, workers):
    running = Dask(folder, repository)
    try:
        for _ in range(workers):
            running.add_worker("--no-nanny")
        yield running
    finally:
        running.end()


@pytest.fixture(scope="module")
def two(tmp_path_factory, repository):
    with dask(tmp_path_factory.mktemp("dask"), repository, workers=2) as running:
        yield running


def never():
    return False


def test_tasks_fail_with_the_same_reasons_as_at_home(two):
    with Cluster(two.address, prepare=tasks.prepare, time_limit=2.0) as station:
        station.wait_until_ready()
        for function, kind, reason in [
            (tasks.raise_stubborn, TaskFailed, "Stubborn: 1 and 2"),
            (tasks.exhaust_memory, TaskFailed, "MemoryError"),
            (tasks.unreadable, TaskFailed, "ValueError: unreadable"),
            (tasks.kill_itself, WorkerLost, "its process was ended by SIGKILL (out of memory?)"),
            (tasks.run_for_ever, TimeLimitExceeded, "took longer than the limit of 2 s"),
        ]:
            error = station.submit(function).exception(60)
            assert (type(error), str(error)) == (kind, reason)
        assert all(process.poll() is None for process in two.workers)
        assert station.submit(lambda: 42).result(60) == 42
        prepared = [station.submit(tasks.prepared, number) for number in range(20)]
        assert all(len(future.result(60)) == 1 for future in prepared)


def test_nothing_of_ours_stays_on_the_hosts(two):
    def hosted():
        return [child for worker in two.workers for child in psutil.Process(worker.pid).children()]

    with Cluster(two.address) as station:
        station.wait_until_ready()
        assert [station.submit(tasks.square, number).result(60) for number in range(4)] == [0, 1, 4, 9]
        assert sum("spawn_main" in " ".join(child.cmdline()) for child in hosted()) == 2
    assert until(lambda: not [c for c in hosted() if "spawn_main" in " ".join(c.cmdline())], 10)


def test_abandoning_takes_less_than_a_second_and_ends_what_runs(two):
    station = Cluster(two.address)
    station.wait_until_ready()
    processes = {station.submit(tasks.process_id, number).result(60) for number in range(20)}
    futures = [station.submit(tasks.run_for_ever) for _ in range(4)]
    time.sleep(0.5)
    begun = time.monotonic()
    station.abandon()
    assert time.monotonic() - begun < 1.0
    assert all(isinstance(future.exception(0), NoWorkers) for future in futures)
    assert until(lambda: not any(map(is_running, processes)), 10)
    station.shutdown()


def test_a_scheduler_that_goes_away_ends_the_run_but_fails_no_job(tmp_path, repository, monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_LIMIT", 3.0)
    with dask(tmp_path, repository, workers=1) as running, Cluster(running.address) as station:
        jobs = [(number, (number, 0.1)) for number in range(1000)]
        ended = run_all(tasks.slow_square, jobs, station, stop=never)
        assert next(ended).failure == ""
        running.scheduler.send_signal(signal.SIGKILL)
        begun = time.monotonic()
        with pytest.raises(NoWorkers, match="went away"):
            list(ended)
        assert time.monotonic() - begun < 30


def test_a_cluster_without_workers_is_given_up(tmp_path, repository, monkeypatch):
    monkeypatch.setattr(cluster, "SILENCE_LIMIT", 2.0)
    monkeypatch.setattr(cluster, "CONNECT_LIMIT", 3.0)
    with dask(tmp_path, repository, workers=0) as running, Cluster(running.address) as station:
        with pytest.raises(NoWorkers, match="has no workers - start some: dask worker"):
            station.wait_until_ready()
        error = station.submit(tasks.nothing).exception(20)
        assert isinstance(error, NoWorkers)
        running.add_worker("--no-nanny")
        assert until(lambda: station.submit(tasks.square, 3).exception(20) is None, 30)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "127.0.0.1:1", "nonsense://here"])
def test_an_address_where_nothing_answers_is_named_with_what_to_do(address, monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_LIMIT", 1.0)
    with pytest.raises(ClusterProblem, match=f"nothing answers at {address} .* - start a scheduler"):
        Cluster(address)


def test_hosts_with_other_versions_are_refused(two, monkeypatch):
    monkeypatch.setattr(hosting, "version", lambda _: "99")
    with pytest.raises(ClusterProblem, match=r"has other versions .*rivalry 99\) - install the same there"):
        Cluster(two.address)


def test_a_worker_killed_midway_and_one_that_joins_late_change_nothing(two):
    doomed = two.workers[0]
    processes = set()
    ended = []
    with Cluster(two.address, prepare=tasks.prepare) as station:
        assert until(lambda: station.slots == 2, 60)
        station.wait_until_ready()
        hosted = psutil.Process(doomed.pid).children(recursive=True)
        jobs = ((number, (number, 0.05)) for number in range(2000))
        for one in run_all(tasks.square_here, jobs, station, stop=lambda: len(processes) == 3):
            ended.append(one)
            square, process, prepared = one.value
            assert (square, prepared) == (one.key**2, [process])
            processes.add(process)
            if len(ended) == 20:
                doomed.kill()
                two.add_worker("--nanny")  # under which Dask forbids processes of one's own
    assert len(processes) == 3
    assert sorted(each.key for each in ended) == list(range(len(ended)))
    assert until(lambda: not any(child.is_running() for child in hosted), 10)
