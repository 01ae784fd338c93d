"""Workers: a run that crashes costs only itself, and nothing is left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import wait

import psutil
import pytest

from sim.experiments.executors import NoWorkers, TaskFailed, TimeLimitExceeded, WorkerLost
from sim.experiments.executors.workers import Workers
from tests.sim.experiments.executors import tasks
from tests.sim.experiments.executors.waiting import children, is_running, never_hang, until  # noqa: F401 - used by every test

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def workers():
    with Workers(2, time_limit=5.0) as station:
        yield station


def error_of(future):
    return future.exception(timeout=60)


def test_results_are_those_of_the_function(workers):
    futures = [workers.submit(tasks.square, number) for number in range(200)]
    assert [future.result(60) for future in futures] == [number * number for number in range(200)]


@pytest.mark.parametrize(
    ("function", "args", "reason"),
    [
        (tasks.kill_itself, (), "SIGKILL (out of memory?)"),
        (tasks.crash, (), "SIGSEGV (a crash in compiled code)"),
        (tasks.leave, (7,), "exit code 7"),
        (tasks.leave, (0,), "exit code 0"),
    ],
    ids=["killed", "segfault", "exit", "silent exit"],
)
def test_a_worker_that_ends_costs_its_task_alone(workers, function, args, reason):
    before = [workers.submit(tasks.square, number) for number in range(20)]
    poison = workers.submit(function, *args)
    after = [workers.submit(tasks.square, number) for number in range(20)]
    assert isinstance(error_of(poison), WorkerLost)
    assert reason in str(error_of(poison))
    assert [future.result(60) for future in before + after] == 2 * [n * n for n in range(20)]


@pytest.mark.parametrize(
    ("function", "args", "reason"),
    [
        (tasks.fail, ("no such price",), "ValueError: no such price"),
        (tasks.exhaust_memory, (), "MemoryError"),
        (tasks.exit_politely, (3,), "SystemExit: 3"),
        (tasks.raise_stubborn, (), "Stubborn: 1 and 2"),
        (tasks.a_lock, (), "TypeError: cannot pickle '_thread.lock' object"),
        (tasks.unreadable, (), "ValueError: unreadable"),
        (tasks.square, (threading.Lock(),), "TypeError: cannot pickle '_thread.lock' object"),
        (tasks.square, (tasks.Unreadable(),), "ValueError: unreadable"),
    ],
    ids=[
        "error",
        "memory",
        "exit",
        "error like no other",
        "result",
        "result read",
        "argument",
        "argument read",
    ],
)
def test_whatever_a_task_raises_is_its_reason_and_the_worker_goes_on(workers, function, args, reason):
    at_work = {workers.submit(tasks.process_id).result(60) for _ in range(20)}
    error = error_of(workers.submit(function, *args))
    assert isinstance(error, TaskFailed)
    assert str(error) == reason
    assert {workers.submit(tasks.process_id).result(60) for _ in range(20)} == at_work


def test_a_function_that_no_other_process_can_find_is_a_reason(workers):
    assert "Can't pickle" in str(error_of(workers.submit(lambda: 0)))


def test_results_and_arguments_may_be_huge(workers):
    assert len(workers.submit(tasks.bytes_of, 50_000_000).result(60)) == 50_000_000
    assert workers.submit(tasks.size_of, bytes(50_000_000)).result(60) == 50_000_000


def test_a_task_over_its_time_is_ended_with_its_process_and_the_others_are_not():
    with Workers(1, time_limit=1.0) as workers:
        process = workers.submit(tasks.process_id).result(60)
        endless = workers.submit(tasks.run_for_ever)
        waiting = [workers.submit(tasks.square, number) for number in range(5)]
        error = error_of(endless)
        assert isinstance(error, TimeLimitExceeded)
        assert str(error) == "took longer than the limit of 1 s"
        assert not is_running(process)
        assert [future.result(60) for future in waiting] == [0, 1, 4, 9, 16]


def test_time_spent_waiting_behind_another_task_does_not_count():
    with Workers(1, time_limit=1.0) as workers:
        futures = [workers.submit(tasks.slow_square, number, 0.3) for number in range(6)]
        assert [future.result(60) for future in futures] == [0, 1, 4, 9, 16, 25]


def test_every_worker_is_prepared_once_before_its_first_task():
    with Workers(2, prepare=tasks.prepare) as workers:
        workers.wait_until_ready()
        workers.submit(tasks.kill_itself)
        prepared = [workers.submit(tasks.prepared) for _ in range(50)]
        processes = {tuple(future.result(60)) for future in prepared}
    assert {len(calls) for calls in processes} == {1}


@pytest.mark.parametrize(
    ("prepare", "reason"),
    [
        (tasks.cannot_prepare, "ImportError: no such engine"),
        (tasks.leave_while_preparing, "its process ended itself with exit code 7"),
    ],
    ids=["raises", "ends"],
)
def test_workers_that_never_get_ready_fail_every_task_with_the_reason(prepare, reason):
    with Workers(2, prepare=prepare) as workers:
        futures = [workers.submit(tasks.square, number) for number in range(50)]
        errors = [error_of(future) for future in futures]
        late = error_of(workers.submit(tasks.square, 1))
        with pytest.raises(NoWorkers, match=reason):
            workers.wait_until_ready()
    assert {type(error) for error in [*errors, late]} == {NoWorkers}
    assert all(reason in str(error) for error in [*errors, late])


def test_workers_that_are_killed_while_idle_are_replaced():
    with Workers(1) as workers:
        process = workers.submit(tasks.process_id).result(60)
        os.kill(process, signal.SIGKILL)
        assert until(lambda: not is_running(process))
        assert workers.submit(tasks.process_id).result(60) != process


def test_abandoning_ends_everything_within_a_second():
    others = set(children(os.getpid()))
    workers = Workers(2)
    workers.wait_until_ready()
    processes = set(children(os.getpid())) - others
    assert processes
    futures = [workers.submit(tasks.run_for_ever) for _ in range(10)]
    assert until(futures[0].running)
    begun = time.monotonic()
    workers.abandon()
    assert time.monotonic() - begun < 1.0
    assert not wait(futures, 5).not_done
    assert until(lambda: not processes & set(children(os.getpid())))
    with pytest.raises(RuntimeError):
        workers.submit(tasks.nothing)
    workers.shutdown()


def test_a_station_that_is_still_getting_ready_can_be_left_at_once():
    workers = Workers(2, prepare=tasks.prepare_slowly)
    future = workers.submit(tasks.nothing)
    time.sleep(0.5)
    begun = time.monotonic()
    future.cancel()
    workers.shutdown()
    assert time.monotonic() - begun < 3.0


def test_nothing_is_left_behind():
    # The first station of a process starts the standard library's tracker, which stays.
    with Workers(1) as workers:
        workers.wait_until_ready()
    us = psutil.Process()
    before = us.num_fds(), threading.active_count(), set(children(os.getpid()))
    for _ in range(3):
        with Workers(2) as workers:
            futures = [workers.submit(tasks.square, number) for number in range(10)]
            lost = workers.submit(tasks.kill_itself)
        assert all(future.done() for future in futures)
        assert isinstance(lost.exception(0), WorkerLost)
    assert (us.num_fds(), threading.active_count(), set(children(os.getpid()))) == before


def test_shutdown_waits_for_all_tasks():
    with Workers(2) as workers:
        futures = [workers.submit(tasks.slow_square, number, 0.05) for number in range(20)]
    assert [future.result(0) for future in futures] == [number * number for number in range(20)]


PARENT = """
import sys, time
from sim.experiments.executors.workers import Workers
from tests.sim.experiments.executors import tasks
if __name__ == "__main__":
    workers = Workers(2)
    workers.wait_until_ready()
    futures = [workers.submit(tasks.{task}) for _ in range(4)]
    time.sleep(0.3)
    print(*[member.process.pid for member in workers._supervisor._members], flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("task", ["nothing", "run_for_ever", "sleep_where_the_kernel_does_not_help"])
def test_workers_die_with_a_parent_that_is_killed(task, repository):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(task=task)], cwd=repository, stdout=subprocess.PIPE, text=True
    )
    with parent:
        assert parent.stdout is not None
        processes = [int(word) for word in parent.stdout.readline().split()]
        assert len(processes) == 2
        assert all(map(is_running, processes))
        parent.kill()
        assert until(lambda: not any(map(is_running, processes)), seconds=5)


SCRIPT = """
from sim.experiments.executors.workers import Workers
from tests.sim.experiments.executors import tasks
with Workers(1) as workers:
    print(workers.submit(tasks.square, 3).exception())
print("the end")
"""


def test_a_script_without_a_guard_is_told_so_and_ends(tmp_path, repository):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    run = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert "no worker gets ready" in run.stdout
    assert run.stdout.count("the end") == 1
    assert "put what it does under if __name__ == '__main__'" in run.stderr
