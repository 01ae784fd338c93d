"""The thread that looks after worker processes: one that ends costs the task it was at, and is replaced."""

import signal
from multiprocessing.connection import wait
from threading import Event, Thread
from time import monotonic
from typing import Final

from typing_extensions import override

from sim.experiments.executors import NoWorkers, TaskFailed, TimeLimitExceeded, WorkerLost
from sim.experiments.executors.attempts import Attempt, described
from sim.experiments.executors.inbox import Inbox, Task
from sim.experiments.executors.member import Member, start_member
from sim.experiments.executors.working import READY, UNREADY, VALUE

STARTS: Final = 3
"""Workers that may fail to start one after the other, before no more are started."""
START_LIMIT: Final = 900.0
"""Seconds that a worker may take to get ready; compiling takes a minute on a slow machine."""
SHORT: Final = 1.0
"""Seconds: a worker at tasks shorter than this gets the next one beforehand, so that it never waits."""
SMALL: Final = 16_384
"""Bytes of a task that surely fit into a pipe, so that it can be sent to a worker that is busy."""
GIVEN_UP: Final = "its worker was ended, since the work was given up"


class Supervisor(Thread):
    """Keeps worker processes busy and replaces those that end.

    Parameters
    ----------
    jobs
        Worker processes.
    prepare
        Pickled function that every worker calls before its first task, or None.
    time_limit
        Seconds that a task may take, None without limit.
    """

    def __init__(self, jobs: int, prepare: bytes, time_limit: float | None) -> None:
        super().__init__(name="rivalry-supervisor", daemon=True)
        self._jobs, self._prepare, self._time_limit = jobs, prepare, time_limit
        self._members: list[Member] = []
        self._failed_starts = 0
        self._typical_seconds = SHORT
        self._abandoned = False
        self._why_no_workers = ""
        self.inbox = Inbox()
        self.settled = Event()

    def abandon(self) -> None:
        """Give up all tasks and kill all workers; from any thread."""
        self._abandoned = True
        self.inbox.close()

    def wait_until_ready(self) -> None:
        """Return when the workers are ready; from any thread.

        Raises
        ------
        NoWorkers
            If there are none.
        """
        self.settled.wait()
        if self._why_no_workers:
            raise NoWorkers(self._why_no_workers)

    @override
    def run(self) -> None:
        if hasattr(signal, "pthread_sigmask"):
            # Workers inherit this: Ctrl-C reaches them too, even before they can say that they ignore it.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            while self._is_wanted():
                self._recruit()
                self._hand_out()
                self._listen()
                self._end_overdue()
        finally:
            self._dismiss()

    def _is_wanted(self) -> bool:
        if self._abandoned:
            return False
        busy = any(member.tasks for member in self._members)
        return busy or not self.inbox.closed or not self.inbox.is_empty()

    def _recruit(self) -> None:
        """Replace workers that ended, unless they fail again and again."""
        while len(self._members) < self._jobs and self._failed_starts < STARTS:
            try:
                self._members.append(start_member(self._prepare))
            except OSError as error:
                self._note_failed_start(f"it cannot be started ({error})")
        if all(member.ready for member in self._members):
            self.settled.set()

    def _note_failed_start(self, how: str) -> None:
        self._failed_starts += 1
        if self._failed_starts >= STARTS and not self._members:
            self._why_no_workers = f"no worker gets ready: {self._failed_starts} in a row failed, {how}"
            self.inbox.fail(self._why_no_workers)

    def _hand_out(self) -> None:
        """Give each idle worker a task, and then each busy one its next, if tasks are short."""
        for ahead in (0, 1) if self._typical_seconds < SHORT else (0,):
            for member in self._members:
                if member.ready and len(member.tasks) == ahead:
                    self._give(member, self.inbox.take(largest=SMALL if ahead else None))

    def _give(self, member: Member, task: Task | None) -> None:
        if task is not None and not member.give(task):
            self.inbox.put_back([task])

    def _listen(self) -> None:
        """Wait for an answer, the end of a worker, a new task or the end of a task's time."""
        sources = {
            source: member
            for member in self._members
            for source in (member.connection, member.process.sentinel)
        }
        ready = wait([self.inbox.alarm, *sources], self._seconds_left())
        self.inbox.hush()
        for member in dict.fromkeys(sources[source] for source in ready if source in sources):
            self._hear(member)

    def _hear(self, member: Member) -> None:
        try:
            answer = member.connection.recv_bytes() if member.connection.poll() else None
        except (EOFError, OSError):
            answer = None
        except MemoryError as error:  # the rest of the answer is still in the pipe, which is thus of no use
            member.kill()
            self._lose(member, TaskFailed(described(error)))
            return
        if answer is None:
            self._lose(member)
        else:
            self._heed(member, answer)

    def _heed(self, member: Member, answer: bytes) -> None:
        kind = answer[:1]
        if kind == READY:
            member.ready = True
        elif kind == UNREADY:
            member.kill()
            self._lose(member, how=answer[1:].decode())
        else:
            self._finish(member, answer)

    def _finish(self, member: Member, answer: bytes) -> None:
        self._prove(member)
        task, self._typical_seconds = member.finish()
        if answer[:1] != VALUE:
            task.future.set_exception(TaskFailed(answer[1:].decode()))
            return
        with Attempt() as attempt:
            value = task.unpack(memoryview(answer)[1:])
        if attempt.failure:
            task.future.set_exception(TaskFailed(attempt.failure))
        else:
            task.future.set_result(value)

    def _prove(self, member: Member) -> None:
        if not member.proven:
            member.proven = True
            self._failed_starts = 0

    def _lose(self, member: Member, error: Exception | None = None, how: str = "") -> None:
        """Take off a worker that ended. The task it was at fails; those behind it wait for another worker.

        Parameters
        ----------
        error
            What to say of the task, if not how the process ended.
        how
            Why the worker did not get ready, if not how the process ended.
        """
        ending = member.end()
        self._members.remove(member)
        if not member.tasks:
            self._note_failed_start(how or ending)
            return
        self._prove(member)
        task, _ = member.finish()
        self.inbox.put_back(member.tasks)
        task.future.set_exception(error or WorkerLost(ending))

    def _limit(self, member: Member) -> float | None:
        """Seconds that a worker may take for what it is at."""
        if not member.ready:
            return START_LIMIT
        return self._time_limit if member.tasks else None

    def _seconds_left(self) -> float | None:
        ends = [
            member.since + limit for member in self._members if (limit := self._limit(member)) is not None
        ]
        return max(min(ends) - monotonic(), 0.0) if ends else None

    def _end_overdue(self) -> None:
        now = monotonic()
        for member in list(self._members):
            limit = self._limit(member)
            if limit is not None and now - member.since >= limit:
                member.kill()
                self._lose(member, TimeLimitExceeded.of(limit), f"it was not ready after {limit:g} s")

    def _dismiss(self) -> None:
        """Let idle workers go, kill the others; whatever is not done by now never will be."""
        self.inbox.cancel()
        self.inbox.fail(GIVEN_UP)
        for member in self._members:
            if member.tasks or not member.ready:
                member.kill()
            member.connection.close()
        for member in self._members:
            member.end()
            for task in member.tasks:
                task.future.set_exception(NoWorkers(GIVEN_UP))
        self._members.clear()
        self._why_no_workers = self._why_no_workers or GIVEN_UP
        self.settled.set()
        self.inbox.dismantle()
