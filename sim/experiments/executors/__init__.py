"""Where runs run: in this process, in processes of this machine, or on a Dask cluster.

All are a `Station`, an executor whose workers can get ready before the first task and be given up at once.
"""

import os
from abc import abstractmethod
from concurrent.futures import Executor
from typing import ClassVar

from typing_extensions import override

from sim.refusal import Refusal

__all__ = ["NoWorkers", "Station", "TaskFailed", "TimeLimitExceeded", "WorkerLost", "processors"]


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class WorkerLost(Exception):  # noqa: N818 - the worker is at fault, not the task
    """A worker ended under a task; the text says how."""


class NoWorkers(WorkerLost, Refusal):
    """No worker can be had, so that trying again is of no use; the text says why."""

    exit_code: ClassVar[int] = 5


class TimeLimitExceeded(Exception):  # noqa: N818 - what happened, in the field's words
    """A task took too long and was ended."""

    @classmethod
    def of(cls, limit: float) -> "TimeLimitExceeded":
        """The error for a limit in seconds."""
        return cls(f"took longer than the limit of {limit:g} s")


class TaskFailed(Exception):  # noqa: N818 - what happened, in the field's words
    """What a task raised, as `ErrorName: message`: the same text wherever it ran.

    The original error may exist in another process alone, where nobody knows whether it can be sent.
    """


class Station(Executor):
    """An executor of ours. Whatever a task raises arrives as `TaskFailed`."""

    @property
    @abstractmethod
    def slots(self) -> int:
        """Number of tasks that it can do at once, at least 1."""

    @abstractmethod
    def wait_until_ready(self) -> None:
        """Return when the workers are up and prepared.

        Raises
        ------
        NoWorkers
            If they cannot be.
        """

    @abstractmethod
    def abandon(self) -> None:
        """Give up everything at once: no task is begun, and those that run are ended. Takes less than 1 s."""

    @override
    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Wait for the tasks, or give them up when an interruption passes."""
        if error is not None and not isinstance(error, Exception):
            self.abandon()
        self.shutdown(wait=True)
