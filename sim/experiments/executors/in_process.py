"""One thread of this process: nothing to start, nothing to send; for few runs and for debugging."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, ParamSpec, TypeVar

from typing_extensions import override

from sim.experiments.executors import NoWorkers, Station, TaskFailed
from sim.experiments.executors.attempts import Attempt, described

P = ParamSpec("P")
T = TypeVar("T")

_here: Final = threading.local()


def given_up() -> bool:
    """Whether the task that asks shall stop, as its result is no longer wanted."""
    event: threading.Event | None = getattr(_here, "given_up", None)
    return event is not None and event.is_set()


class InProcess(Station):
    """Tasks one after the other, in one thread of this process.

    A thread cannot be ended from outside, so a long task asks `given_up()` after each of its steps and
    then raises. There is no time limit for the same reason.

    Parameters
    ----------
    prepare
        Called in the thread before the first task.
    """

    def __init__(self, prepare: Callable[[], None] | None = None) -> None:
        self._given_up = threading.Event()
        self._thread = ThreadPoolExecutor(1, "rivalry-run", initializer=self._arrive)
        self._prepared = self._thread.submit(prepare or _nothing)

    def _arrive(self) -> None:
        _here.given_up = self._given_up

    @property
    @override
    def slots(self) -> int:
        return 1

    @override
    def wait_until_ready(self) -> None:
        if error := self._prepared.exception():
            raise NoWorkers(f"cannot get ready: {described(error)}")

    @override
    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return self._thread.submit(self._perform, lambda: fn(*args, **kwargs))

    def _perform(self, task: Callable[[], T]) -> T:
        self.wait_until_ready()
        with Attempt(BaseException) as attempt:
            return task()
        raise TaskFailed(attempt.failure)

    @override
    def abandon(self) -> None:
        self._given_up.set()
        self._thread.shutdown(wait=False, cancel_futures=True)

    @override
    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._thread.shutdown(wait=wait and not self._given_up.is_set(), cancel_futures=cancel_futures)


def _nothing() -> None:
    pass
