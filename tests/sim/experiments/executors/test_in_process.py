"""One thread of this process, with the same manners as the other stations."""

import threading
import time

import pytest

from sim.experiments.executors import NoWorkers, TaskFailed
from sim.experiments.executors.in_process import InProcess, given_up
from tests.sim.experiments.executors import tasks
from tests.sim.experiments.executors.waiting import never_hang, until  # noqa: F401 - used by every test


def test_tasks_are_done_one_after_the_other_in_one_thread():
    with InProcess() as station:
        threads = {station.submit(threading.get_ident).result(10) for _ in range(10)}
    assert len(threads) == 1
    assert threading.get_ident() not in threads


@pytest.mark.parametrize(
    ("function", "args", "reason"),
    [
        (tasks.fail, ("no such price",), "ValueError: no such price"),
        (tasks.exhaust_memory, (), "MemoryError"),
        (tasks.exit_politely, (3,), "SystemExit: 3"),
        (tasks.raise_stubborn, (), "Stubborn: 1 and 2"),
    ],
)
def test_whatever_a_task_raises_is_its_reason(function, args, reason):
    with InProcess() as station:
        error = station.submit(function, *args).exception(10)
        assert isinstance(error, TaskFailed)
        assert str(error) == reason
        assert station.submit(tasks.square, 3).result(10) == 9


def test_where_preparing_fails_every_task_has_the_reason():
    with InProcess(tasks.cannot_prepare) as station:
        error = station.submit(tasks.nothing).exception(10)
        with pytest.raises(NoWorkers, match="ImportError: no such engine"):
            station.wait_until_ready()
    assert isinstance(error, NoWorkers)


def test_a_task_that_asks_learns_that_it_is_given_up():
    steps = []

    def long_task():
        while not given_up():
            steps.append(1)
            time.sleep(0.01)
        raise TimeoutError

    station = InProcess()
    running, waiting = station.submit(long_task), station.submit(tasks.nothing)
    assert until(lambda: steps)
    begun = time.monotonic()
    station.abandon()
    assert time.monotonic() - begun < 1.0
    assert isinstance(running.exception(5), TaskFailed)
    assert waiting.cancelled()
    station.shutdown()


def test_nobody_is_given_up_outside_a_station():
    assert not given_up()
    with InProcess() as station:
        station.abandon()
    assert not given_up()
