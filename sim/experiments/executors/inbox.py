"""Tasks that wait for a worker: filled from any thread, emptied by one, which a bell wakes."""

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing import Pipe
from threading import Lock
from typing import Any

from sim.experiments.executors import NoWorkers


@dataclass(eq=False)
class Task:
    """Something to do: pickled (function, args, kwargs), and the future that waits for what comes of it.

    `unpack` makes the result of the pickled one.
    """

    future: Future[Any]
    packed: bytes
    unpack: Callable[[memoryview], Any]
    begun: bool = False

    def begin(self) -> bool:
        """Whether it is to be done: yes, unless it was cancelled before it ever began."""
        self.begun = self.begun or self.future.set_running_or_notify_cancel()
        return self.begun


class Inbox:
    """A queue of tasks. `alarm` becomes readable when something has changed."""

    def __init__(self) -> None:
        self.alarm, self._bell = Pipe(duplex=False)
        self._lock = Lock()
        self._tasks: deque[Task] = deque()
        self._rung = False
        self._broken = ""
        self.closed = False

    def put(self, task: Task) -> None:
        """Add a task; where there are no workers any more, it fails at once.

        Raises
        ------
        RuntimeError
            After `close`.
        """
        with self._lock:
            if self.closed:
                raise RuntimeError("this station takes no more tasks")
            if not self._broken:
                self._tasks.append(task)
                self._ring()
                return
        _fail([task], self._broken)

    def put_back(self, tasks: Iterable[Task]) -> None:
        """Let tasks that were taken be the next again, in their order."""
        with self._lock:
            self._tasks.extendleft(reversed([*tasks]))

    def take(self, largest: int | None = None) -> Task | None:
        """Next task that nobody cancelled, None if there is none or it has more than `largest` bytes."""
        with self._lock:
            while self._tasks and (largest is None or len(self._tasks[0].packed) <= largest):
                task = self._tasks.popleft()
                if task.begin():
                    return task
        return None

    def close(self) -> None:
        """Take no more tasks."""
        with self._lock:
            self.closed = True
            self._ring()

    def cancel(self) -> None:
        """Cancel all that wait."""
        with self._lock:
            waiting = list(self._tasks)
        for task in waiting:
            task.future.cancel()

    def fail(self, reason: str) -> None:
        """Fail all that wait, and all that will be put in."""
        with self._lock:
            self._broken = reason
            waiting, self._tasks = self._tasks, deque()
        _fail(waiting, reason)

    def is_empty(self) -> bool:
        """Whether no task waits that is still to be done."""
        with self._lock:
            while self._tasks and self._tasks[0].future.cancelled():
                self._tasks.popleft().begin()
            return not self._tasks

    def _ring(self) -> None:
        # Rings before it notes so: an interruption in between costs one ring too many, not one too few.
        if not self._rung and not self._bell.closed:
            self._bell.send_bytes(b"!")
            self._rung = True

    def hush(self) -> None:
        """Make the bell ready to ring again."""
        with self._lock:
            while self.alarm.poll():
                self.alarm.recv_bytes()
            self._rung = False

    def dismantle(self) -> None:
        """Let go of the bell."""
        with self._lock:
            self._bell.close()
            self.alarm.close()


def _fail(tasks: Iterable[Task], reason: str) -> None:
    for task in tasks:
        if task.begin():
            task.future.set_exception(NoWorkers(reason))
