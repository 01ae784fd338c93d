"""Waiting for processes in the tests, never for long."""

import time

import psutil


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
