"""What a host does for its clients, without a cluster around it."""

import asyncio
import os
import pickle
from types import SimpleNamespace

import pytest

from sim.experiments.executors import NoWorkers, WorkerLost, hosting
from sim.experiments.executors.hosting import Session, get_ready, leave, versions
from tests.sim.experiments.executors import tasks
from tests.sim.experiments.executors.waiting import children, never_hang, until  # noqa: F401 - used by every test

pytestmark = pytest.mark.slow
HOST = SimpleNamespace(state=SimpleNamespace(nthreads=1))


def session(name, prepare=None, wanted=None):
    return Session(name, pickle.dumps(prepare), None, wanted or versions())


def started(name):
    """Processes that getting ready for a session starts, beside the standard library's tracker."""
    before = set(children(os.getpid()))
    asyncio.run(get_ready(session(name), HOST))
    return set(children(os.getpid())) - before


def test_processes_of_a_client_that_left_without_a_word_are_ended(monkeypatch):
    monkeypatch.setattr(hosting, "IDLE_LIMIT", 0.5)
    monkeypatch.setattr(hosting, "_LOOK_EVERY", 0.1)
    processes = started("silent")
    assert processes
    assert until(lambda: len(processes & set(children(os.getpid()))) < len(processes), 10)


def test_a_client_that_leaves_takes_its_processes_along():
    try:
        assert started("polite")
    finally:
        before = len(children(os.getpid()))
        leave("polite")
    assert until(lambda: len(children(os.getpid())) == before - 1)


def test_a_host_with_other_versions_does_nothing_for_us():
    with pytest.raises(WorkerLost, match=r"its host has Python .*; wanted is Python 2"):
        asyncio.run(get_ready(session("old", wanted=("Python 2", "rivalry 0")), HOST))


def test_a_host_that_cannot_prepare_says_why():
    try:
        with pytest.raises(NoWorkers, match="ImportError: no such engine"):
            asyncio.run(get_ready(session("unfit", tasks.cannot_prepare), HOST))
    finally:
        leave("unfit")
