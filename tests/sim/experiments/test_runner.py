"""The runner: every job ends once, well or with its reason, at every station alike."""

import signal
import subprocess
import sys
import time
from contextlib import closing

import psutil
import pytest

from sim.experiments.executors import NoWorkers
from sim.experiments.executors.in_process import InProcess, given_up
from sim.experiments.executors.workers import Workers
from sim.experiments.runner import Ended, run_all
from tests.sim.experiments.executors import tasks
from tests.sim.experiments.executors.waiting import children, is_running, never_hang, until  # noqa: F401 - used by every test

JOBS = [(("arm", number), (number,)) for number in range(50)]
SQUARES = {key: Ended(key, number * number, "") for key, (number,) in JOBS}


def never():
    return False


def outcome(function, jobs, station, **options):
    return list(run_all(function, jobs, station, stop=never, **options))


def by_key(ended):
    assert len({each.key for each in ended}) == len(ended)
    return {each.key: each for each in ended}


def test_every_job_ends_once_in_process():
    with InProcess() as station:
        assert by_key(outcome(tasks.square, JOBS, station)) == SQUARES


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2, 4])
def test_every_job_ends_once_with_any_number_of_workers(processes):
    with Workers(processes) as station:
        assert by_key(outcome(tasks.square, JOBS, station)) == SQUARES


@pytest.mark.slow
@pytest.mark.parametrize("function", [tasks.fail, tasks.exhaust_memory, tasks.raise_stubborn])
def test_a_failed_job_has_the_same_reason_wherever_it_ran(function):
    jobs = [("job", ("no such price",) if function is tasks.fail else ())]
    with InProcess() as here, Workers(1) as there:
        ended = outcome(function, jobs, here)
        assert ended == outcome(function, jobs, there)
    assert ended[0].value is None
    assert ended[0].failure.startswith(("ValueError: no such price", "MemoryError", "Stubborn: 1 and 2"))


@pytest.mark.slow
def test_a_job_that_always_kills_its_worker_is_tried_three_times_and_the_others_once(tmp_path):
    killers = {3, 17, 18, 40}
    jobs = [(number, (number, killers, str(tmp_path))) for number in range(50)]
    with Workers(2) as station:
        ended = by_key(outcome(tasks.square_unless, jobs, station))
    assert set(ended) == set(range(50))
    for number in range(50):
        assert tasks.calls_of(number, tmp_path) == (3 if number in killers else 1)
        expected = "" if number not in killers else "its process was ended by SIGKILL (out of memory?)"
        assert ended[number].failure.startswith(expected)
        assert ended[number].value == (None if number in killers else number * number)


@pytest.mark.slow
def test_a_job_that_lost_its_worker_by_bad_luck_ends_well(tmp_path):
    jobs = [(number, (number, str(tmp_path))) for number in range(4)]
    with Workers(2) as station:
        ended = by_key(outcome(tasks.kill_first_time, jobs, station))
    assert ended == {number: Ended(number, number * number, "") for number in range(4)}


@pytest.mark.slow
def test_a_job_over_its_time_is_not_tried_again():
    with Workers(1, time_limit=0.5) as station:
        begun = time.monotonic()
        ended = outcome(tasks.run_for_ever, [("endless", ())], station)
        seconds = time.monotonic() - begun
        assert ended == [Ended("endless", None, "took longer than the limit of 0.5 s")]
        assert outcome(tasks.square, [("next", (3,))], station) == [Ended("next", 9, "")]
    assert seconds < 15


@pytest.mark.slow
def test_workers_that_never_get_ready_end_the_run_but_fail_no_job():
    with Workers(2, prepare=tasks.cannot_prepare) as station:
        ended = run_all(tasks.square, JOBS, station, stop=never)
        with pytest.raises(NoWorkers, match="ImportError: no such engine"):
            next(ended)


def test_few_jobs_are_taken_before_their_time():
    taken = []

    def jobs():
        for number in range(10_000):
            taken.append(number)
            yield number, (number,)

    with InProcess() as station:
        for done, _ in enumerate(run_all(tasks.square, jobs(), station, stop=never), 1):
            assert len(taken) - done <= 2 * station.slots + 4
    assert len(taken) == 10_000


@pytest.mark.slow
def test_results_that_were_given_are_let_go():
    size = 5_000_000
    with Workers(1) as station:
        used = [
            psutil.Process().memory_info().rss
            for _ in run_all(tasks.bytes_of, ((n, (size,)) for n in range(40)), station, stop=never)
        ]
    assert used[-1] - used[0] < 15 * size


def test_once_it_is_to_stop_no_job_begins_and_those_that_run_are_waited_for():
    calls, given = [], []

    def job(number):
        calls.append(number)
        time.sleep(0.2)
        return number

    with InProcess() as station:
        given.extend(
            run_all(job, ((n, (n,)) for n in range(1000)), station, stop=lambda: bool(calls), patience=3.0)
        )
    assert calls == [0]
    assert given == [Ended(0, 0, "")]


@pytest.mark.slow
def test_a_signal_whose_handler_takes_long_does_not_hold_up_the_runner():
    def long_task():
        end = time.monotonic() + 10
        while not given_up() and time.monotonic() < end:
            time.sleep(0.01)

    begun = time.monotonic()
    handler = signal.signal(signal.SIGALRM, lambda *_: time.sleep(0.3))
    try:
        with InProcess() as station:
            signal.setitimer(signal.ITIMER_REAL, 0.25)
            stop = begun + 1.0
            jobs = [("long", ())]
            assert not list(
                run_all(long_task, jobs, station, stop=lambda: time.monotonic() > stop, patience=0.2)
            )
    finally:
        signal.signal(signal.SIGALRM, handler)
    assert time.monotonic() - begun < 5.0


@pytest.mark.slow
def test_after_its_patience_the_runner_ends_without_the_rest():
    with Workers(2) as station:
        station.wait_until_ready()
        begun = time.monotonic()
        ended = run_all(
            tasks.run_for_ever,
            JOBS,
            station,
            stop=lambda: time.monotonic() - begun > 0.5,
            patience=0.5,
        )
        assert list(ended) == []
        seconds = time.monotonic() - begun
    assert seconds < 3.0


@pytest.mark.slow
def test_closing_the_runner_abandons_what_runs_within_a_second():
    with Workers(2) as station:
        station.wait_until_ready()
        jobs = [(n, (n, 0.0 if n == 0 else 60.0)) for n in range(10)]
        with closing(run_all(tasks.slow_square, jobs, station, stop=never)) as ended:
            assert next(ended).key == 0
            begun = time.monotonic()
        seconds = time.monotonic() - begun
    assert seconds < 1.5


PROGRAM = """
import sys, time
from contextlib import closing
from sim.experiments.executors.in_process import InProcess, given_up
from sim.experiments.executors.workers import Workers
from sim.experiments.interrupts import interruptible
from sim.experiments.runner import run_all
from tests.sim.experiments.executors import tasks

def long_task():
    while not given_up():
        time.sleep(0.01)

def main(kind):
    station = Workers(2) if kind == "workers" else InProcess()
    function = tasks.run_for_ever if kind == "workers" else long_task
    with interruptible() as interruption, station:
        station.wait_until_ready()
        runs = run_all(function, ((n, ()) for n in range(10**9)), station, stop=lambda: interruption.wanted)
        print("ready", flush=True)
        with closing(runs):
            for ended in runs:
                print(ended)
    sys.exit(interruption.exit_code)

if __name__ == "__main__":
    main(sys.argv[1])
"""


@pytest.fixture(params=["workers", "in process"])
def program(request, repository):
    """A program that runs for ever, and the processes that it has started."""
    command = [sys.executable, "-c", PROGRAM, request.param]
    with subprocess.Popen(
        command, cwd=repository, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.5)
        processes = children(process.pid)
        yield process
        process.kill()
    assert until(lambda: not any(map(is_running, processes)), seconds=5)


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_one_signal_ends_a_program_within_five_seconds(program, number, code):
    begun = time.monotonic()
    program.send_signal(number)
    assert program.wait(20) == code
    assert time.monotonic() - begun < 5.0


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_second_signal_ends_it_within_one(program, number):
    program.send_signal(number)
    time.sleep(0.5)
    begun = time.monotonic()
    program.send_signal(number)
    assert program.wait(20) != 0
    assert time.monotonic() - begun < 1.5
