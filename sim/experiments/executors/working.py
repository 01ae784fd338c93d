"""What a worker process does: get ready, then task after task until nobody is there to ask for more.

It never outlives its parent: the kernel ends it where it can (Linux), and everywhere a thread watches
for the end of the pipe, also while a long computation runs without the interpreter's lock.
"""

import ctypes
import io
import os
import pickle
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Final, NoReturn

from sim.experiments.executors.attempts import Attempt

READY: Final = b"R"
UNREADY: Final = b"U"
VALUE: Final = b"V"
FAILURE: Final = b"F"
"""First byte of what a worker sends: it is ready; why it is not; a pickled result; why there is none."""
_PR_SET_PDEATHSIG: Final = 1
_FIRST_TO_GO: Final = "500"
"""When memory runs out, Linux shall end a worker, which costs one run, rather than its parent."""


def work(connection: Connection, parent: int, prepare: bytes) -> NoReturn:
    """Answer every task that comes through the pipe, in order.

    Parameters
    ----------
    connection
        Tasks come as pickled (function, args, kwargs); answers go with one of the bytes above first.
    parent
        Process id of the parent.
    prepare
        Pickled function to call before the first task, or None.
    """
    _end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    _send(connection, _prepared(prepare))
    while True:
        _send(connection, _performed(tasks.get()))


def _end_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
    if os.getppid() != parent:  # it ended before we could ask to be told
        os._exit(1)


def _receive(connection: Connection, tasks: "SimpleQueue[bytes]") -> None:
    try:
        while True:
            tasks.put(connection.recv_bytes())
    except (EOFError, OSError):
        _leave()


def _send(connection: Connection, answer: "bytes | memoryview") -> None:
    try:
        connection.send_bytes(answer)
    except OSError:
        _leave()


def _leave() -> NoReturn:
    os._exit(0)


def _prepared(prepare: bytes) -> bytes:
    with Attempt(BaseException) as attempt:
        function = pickle.loads(prepare)
        if function is not None:
            function()
        return READY
    return UNREADY + _encoded(attempt.failure)


def _performed(task: bytes) -> "bytes | memoryview":
    with Attempt(BaseException) as attempt:
        function, args, kwargs = pickle.loads(task)
        answer = io.BytesIO()
        answer.write(VALUE)
        pickle.dump(function(*args, **kwargs), answer, protocol=5)
        return answer.getbuffer()
    return FAILURE + _encoded(attempt.failure)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
