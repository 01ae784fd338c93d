"""Waiting for processes in the tests, never for long."""

import faulthandler
import sys
import time

import psutil
import pytest

LONGEST = 180


@pytest.fixture(autouse=True)
def never_hang():
    """End the session of a test that takes too long, with what every thread was at."""
    faulthandler.dump_traceback_later(LONGEST, exit=True, file=sys.__stderr__)
    yield
    faulthandler.cancel_dump_traceback_later()


def until(condition, seconds=20.0):
    """Whether the condition becomes true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def is_running(process):
    """Whether a process id is one of a process that has not ended."""
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def children(process):
    """Process ids of the processes that a process has started."""
    return [child.pid for child in psutil.Process(process).children(recursive=True)]
