"""Functions that other processes call in the tests."""

import ctypes
import os
import signal
import sys
import threading
import time
from pathlib import Path


def nothing():
    return None


def square(number):
    return number * number


def slow_square(number, seconds):
    time.sleep(seconds)
    return number * number


def process_id(_number=None):
    return os.getpid()


def bytes_of(size):
    return b"x" * size


def size_of(data):
    return len(data)


def kill_itself(_number=None):
    os.kill(os.getpid(), signal.SIGKILL)


def leave(code):
    os._exit(code)


def crash():
    ctypes.string_at(0)


def sleep(seconds):
    time.sleep(seconds)


def sleep_where_the_kernel_does_not_help():
    """Sleep, out of reach of what Linux sends when a parent ends."""
    ctypes.CDLL(None).prctl(1, 0)
    time.sleep(60)


def run_for_ever(*_args):
    while True:
        pass


def exhaust_memory():
    raise MemoryError


def exit_politely(code):
    sys.exit(code)


def fail(text):
    raise ValueError(text)


def a_lock():
    return threading.Lock()


class Unreadable:
    """Can be pickled, but not read back."""

    def __reduce__(self):
        return fail, ("unreadable",)


def unreadable():
    return Unreadable()


class Stubborn(Exception):  # noqa: N818
    """An error that cannot be rebuilt from its text."""

    def __init__(self, left, right):
        super().__init__(f"{left} and {right}")


def raise_stubborn():
    raise Stubborn(1, 2)


def square_unless(number, killers, folder):
    """Square of a number; those among `killers` kill their worker, always. Notes every call."""
    with (Path(folder) / str(number)).open("a") as calls:
        calls.write("x")
    if number in killers:
        kill_itself()
    return number * number


def calls_of(number, folder):
    return len((Path(folder) / str(number)).read_text())


def kill_first_time(number, folder):
    mark = Path(folder) / str(number)
    if not mark.exists():
        mark.touch()
        kill_itself()
    return number * number


def cannot_prepare():
    raise ImportError("no such engine")


def leave_while_preparing():
    os._exit(7)


def prepare_slowly():
    time.sleep(60)


PREPARED = []


def prepare():
    PREPARED.append(os.getpid())


def prepared(_number=None):
    return list(PREPARED)


def square_here(number, seconds):
    """Square of a number, the process that found it, and those that were prepared here."""
    time.sleep(seconds)
    return number * number, os.getpid(), list(PREPARED)
