"""Processes of this machine, spawned and supervised by us.

The standard library's pools will not do: one hangs when a worker is killed, the other loses all that waits.
"""

import pickle
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing import current_process
from typing import Any, Final, ParamSpec, TypeVar

from typing_extensions import override

from sim.experiments.executors import Station, TaskFailed
from sim.experiments.executors.attempts import Attempt
from sim.experiments.executors.inbox import Task
from sim.experiments.executors.supervisor import Supervisor

P = ParamSpec("P")
T = TypeVar("T")

_ABANDONED_AFTER: Final = 0.9
"""Seconds to wait for killed workers to be gone."""


class Workers(Station):
    """Tasks in spawned processes: one that crashes costs only itself.

    A task whose process ends is lost (`WorkerLost`); tasks that had been sent to the same process
    beforehand go to another. A task over its time ends with its process (`TimeLimitExceeded`). Functions,
    arguments and results are pickled; where that fails, the task does. No process outlives this one.

    Parameters
    ----------
    jobs
        Processes, at least 1.
    prepare
        Called in every process before its first task; to be found by import.
    time_limit
        Seconds that a task may take, None without limit.

    Raises
    ------
    RuntimeError
        In a script that is being imported by a worker of its own.
    """

    def __init__(
        self, jobs: int, *, prepare: Callable[[], None] | None = None, time_limit: float | None = None
    ) -> None:
        if getattr(current_process(), "_inheriting", False):
            raise RuntimeError(
                "a worker imports this script again - put what it does under if __name__ == '__main__':"
            )
        self._jobs = jobs
        self._supervisor = Supervisor(jobs, pickle.dumps(prepare, protocol=5), time_limit)
        self._supervisor.start()

    @property
    @override
    def slots(self) -> int:
        return self._jobs

    @override
    def wait_until_ready(self) -> None:
        self._supervisor.wait_until_ready()

    @override
    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        packed = b""
        with Attempt() as attempt:
            packed = pickle.dumps((fn, args, kwargs), protocol=5)
        if not attempt.failure:
            return self.submit_packed(packed, pickle.loads)
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        future.set_exception(TaskFailed(attempt.failure))
        return future

    def submit_packed(self, packed: bytes, unpack: Callable[[memoryview], Any]) -> Future[Any]:
        """Have a task done that is pickled already.

        Parameters
        ----------
        packed
            Pickled (function, positional arguments, named arguments).
        unpack
            Makes the result out of the pickled one.
        """
        future: Future[Any] = Future()
        self._supervisor.inbox.put(Task(future, packed, unpack))
        return future

    @override
    def abandon(self) -> None:
        self._supervisor.abandon()
        self._supervisor.join(_ABANDONED_AFTER)

    @override
    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if cancel_futures:
            self._supervisor.inbox.cancel()
        self._supervisor.inbox.close()
        if wait:
            self._supervisor.join()
