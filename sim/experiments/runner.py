"""Many calls of one function at a station: each ends once, well or with a reason."""

from collections import deque
from collections.abc import Callable, Generator, Hashable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Queue
from time import monotonic
from typing import Any, Final

from sim.experiments.executors import NoWorkers, Station, TaskFailed, TimeLimitExceeded, WorkerLost
from sim.experiments.executors.attempts import described

Job = tuple[Hashable, tuple[Any, ...]]
_SPARE: Final = 4
"""Tasks in flight beyond two a slot, to bridge the time in which results are put away."""
_TICK: Final = 0.1
"""Seconds between two looks at whether to stop."""


@dataclass(frozen=True)
class Ended:
    """What came of a job: its value, or why there is none ("" = fine)."""

    key: Hashable
    value: Any | None
    failure: str


@dataclass
class _Flight:
    key: Hashable
    args: tuple[Any, ...]
    losses: int = 0


class _Flights:
    """Jobs on their way: started as places get free, and again if their worker was lost."""

    def __init__(
        self, function: Callable[..., Any], jobs: Iterable[Job], station: Station, retries: int
    ) -> None:
        self._function, self._station, self._retries = function, station, retries
        self._jobs = iter(jobs)
        self._again: deque[_Flight] = deque()
        # Not a SimpleQueue: in CPython 3.11 that waits for ever when a signal comes just as its time is up.
        self._ended: Queue[Future[Any]] = Queue()
        self._in_flight: dict[Future[Any], _Flight] = {}

    def __bool__(self) -> bool:
        return bool(self._in_flight)

    def launch(self) -> bool:
        """Fill the station; whether anything is in flight then."""
        while len(self._in_flight) < 2 * self._station.slots + _SPARE and (flight := self._next()):
            future = self._station.submit(self._function, *flight.args)
            self._in_flight[future] = flight
            future.add_done_callback(self._ended.put)
        return bool(self._in_flight)

    def _next(self) -> _Flight | None:
        if self._again:
            return self._again.popleft()
        job = next(self._jobs, None)
        return None if job is None else _Flight(*job)

    def land(self, seconds: float) -> Ended | None:
        """Wait for one to end; None if none does in this time, or if it has to start again.

        Raises
        ------
        NoWorkers
            If the station has none any more, which says nothing about the job.
        """
        try:
            future = self._ended.get(timeout=seconds)
        except Empty:
            return None
        flight = self._in_flight.pop(future)
        if future.cancelled():
            return None
        error = future.exception()
        if error is None:
            return Ended(flight.key, future.result(), "")
        if isinstance(error, NoWorkers):
            raise error
        if not isinstance(error, WorkerLost):
            return Ended(flight.key, None, _reason(error))
        flight.losses += 1
        if flight.losses > self._retries:
            return Ended(flight.key, None, f"{error}; tried {flight.losses} times")
        self._again.append(flight)
        return None

    def call_off(self) -> None:
        """Cancel those that have not begun."""
        for future in list(self._in_flight):
            future.cancel()


def run_all(
    function: Callable[..., Any],
    jobs: Iterable[Job],
    station: Station,
    *,
    stop: Callable[[], bool],
    patience: float = 3.0,
    retries: int = 2,
) -> Generator[Ended, None, None]:
    """Call a function for every job; gives each job as it ends, in no certain order.

    A job that fails is no reason to end: what it raised is in `Ended.failure`. A job whose worker was lost
    starts again on another, alone and only so often. About two jobs a slot are in flight at any time, and
    no more are taken from `jobs`. Close the generator (`contextlib.closing`) where an interruption may
    pass: it then abandons the station.

    Parameters
    ----------
    function
        What to call; where tasks run in other processes, it must be found by import.
    jobs
        Pairs of key and arguments.
    station
        Where to call it. The caller shuts it down.
    stop
        Asked ten times a second: once true, no further job begins.
    patience
        Seconds to wait, after that, for jobs that have begun; then the station is abandoned. Jobs without
        an end by then are not given.
    retries
        How often a job may start again after its worker was lost.

    Raises
    ------
    NoWorkers
        If the station can have no workers: they fail to get ready, or a cluster is gone. That is no
        fault of any job, so the jobs that did not end are not given.
    """
    flights = _Flights(function, jobs, station, retries)
    try:
        while not stop() and flights.launch():
            if ended := flights.land(_TICK):
                yield ended
        flights.call_off()
        end = monotonic() + patience
        with suppress(NoWorkers):  # we are leaving anyway
            while flights and (left := end - monotonic()) > 0:
                if ended := flights.land(min(left, _TICK)):
                    yield ended
    finally:
        if flights:
            station.abandon()


def _reason(error: BaseException) -> str:
    known = isinstance(error, TaskFailed | TimeLimitExceeded)
    return str(error) if known else described(error)
