"""One worker process as its parent sees it: started, given tasks, and told how it ended."""

import os
import signal
from collections import deque
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Final

from sim.experiments.executors.inbox import Task
from sim.experiments.executors.working import work

_HINTS: Final = {
    "SIGKILL": " (out of memory?)",
    "SIGSEGV": " (a crash in compiled code)",
    "SIGBUS": " (a crash in compiled code, or no room left in shared memory)",
}


@dataclass(eq=False)
class Member:
    """A worker process.

    `tasks` are those given to it, the one it is at first; `since` is when it began with that (or, until it
    is `ready`, with getting ready), in seconds of `time.monotonic`; it is `proven` once it was at a task.
    """

    process: BaseProcess
    connection: Connection
    ready: bool = False
    proven: bool = False
    tasks: deque[Task] = field(default_factory=deque)
    since: float = field(default_factory=monotonic)

    def give(self, task: Task) -> bool:
        """Send it a task; whether that was possible."""
        try:
            self.connection.send_bytes(task.packed)
        except OSError:
            return False
        if not self.tasks:
            self.since = monotonic()
        self.tasks.append(task)
        return True

    def finish(self) -> tuple[Task, float]:
        """Take off the task that it was at; gives the seconds that it took too."""
        now = monotonic()
        seconds, self.since = now - self.since, now
        return self.tasks.popleft(), seconds

    def kill(self) -> None:
        """End it whatever it is doing."""
        self.process.kill()

    def end(self) -> str:
        """Take leave of a worker that is gone, killed or idle; says how it ended."""
        self.connection.close()
        self.process.join(0.5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        return _ending(self.process.exitcode)


def _ending(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        name = _signal_name(-exitcode)
        return f"its process was ended by {name}{_HINTS.get(name, '')}"
    return f"its process ended itself with exit code {exitcode}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def start_member(prepare: bytes) -> Member:
    """Start a worker process.

    Parameters
    ----------
    prepare
        Pickled function that it calls before its first task, or None.

    Raises
    ------
    OSError
        If the system allows no further process or pipe.
    """
    # Never forked: the threads of compiled loops do not survive that.
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=True)
    process = context.Process(target=work, args=(theirs, os.getpid(), prepare), daemon=True)
    try:
        process.start()
    except OSError:
        ours.close()
        raise
    finally:
        theirs.close()
    return Member(process, ours)
