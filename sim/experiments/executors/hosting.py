"""What a Dask worker does for us: it hands every task to processes of its own, supervised as at home.

So a run that crashes or takes too long costs a cluster no more than it costs here, and the Dask worker
goes on. The processes of a client that has gone without a word are ended when nothing has come from it
for a while.
"""

import asyncio
import pickle
import platform
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import current_process
from typing import Any, Final

from sim.experiments.executors import NoWorkers, WorkerLost
from sim.experiments.executors.workers import Workers

IDLE_LIMIT: Final = 600.0
"""Seconds after which processes are ended for which no task has come."""
_LOOK_EVERY: Final = 30.0


@dataclass(frozen=True)
class Session:
    """One client's settings.

    `prepare` is a pickled function or None; `time_limit` is in seconds; `versions` are the client's.
    """

    name: str
    prepare: bytes
    time_limit: float | None
    versions: tuple[str, str]


@dataclass
class _Hosted:
    station: Workers
    users: int = 0
    last_used: float = field(default_factory=time.monotonic)


_hosted: Final[dict[str, _Hosted]] = {}
_lock: Final = threading.Lock()


def versions() -> tuple[str, str]:
    """Versions of Python and of rivalry that must be the same for the same results."""
    major, minor, _ = platform.python_version_tuple()
    try:
        return f"Python {major}.{minor}", f"rivalry {version('rivalry')}"
    except PackageNotFoundError:
        return f"Python {major}.{minor}", "rivalry, not installed"


def perform(session: Session, packed: bytes) -> bytes:
    """Do a task in a process of this Dask worker; gives its pickled result.

    Parameters
    ----------
    packed
        Pickled (function, positional arguments, named arguments).

    Raises
    ------
    TaskFailed, TimeLimitExceeded, WorkerLost
        As for `Workers`. Where no process can be had, the task is lost, as another host may have some.
    """
    from distributed import get_worker  # noqa: PLC0415 - there is one where Dask runs this

    with _using(session, get_worker().state.nthreads) as station:
        try:
            return bytes(station.submit_packed(packed, bytes).result())
        except NoWorkers as error:
            raise WorkerLost(str(error)) from None


async def get_ready(session: Session, dask_worker: Any) -> None:  # noqa: ANN401 - Dask has no types
    """Start the processes of this Dask worker for a client, and wait until they are prepared.

    Raises
    ------
    NoWorkers
        If they cannot be.
    """
    with _using(session, dask_worker.state.nthreads) as station:
        await asyncio.to_thread(station.wait_until_ready)


def leave(name: str) -> None:
    """End the processes of a client's session."""
    with _lock:
        hosted = _hosted.pop(name, None)
    if hosted is not None:
        hosted.station.abandon()


@contextmanager
def _using(session: Session, jobs: int) -> Iterator[Workers]:
    if session.versions != versions():
        raise WorkerLost(f"its host has {', '.join(versions())}; wanted is {', '.join(session.versions)}")
    with _lock:
        if session.name not in _hosted:
            _hosted[session.name] = _Hosted(_station(session, jobs))
            threading.Thread(target=_end_when_idle, args=(session.name,), daemon=True).start()
        hosted = _hosted[session.name]
        hosted.users += 1
    try:
        yield hosted.station
    finally:
        with _lock:
            hosted.users -= 1
            hosted.last_used = time.monotonic()


def _station(session: Session, jobs: int) -> Workers:
    # Dask's workers may start no processes, lest these outlive them. Ours end with their parent.
    current_process().daemon = False
    return Workers(jobs, prepare=partial(_call, session.prepare), time_limit=session.time_limit)


def _call(packed: bytes) -> None:
    function = pickle.loads(packed)
    if function is not None:
        function()


def _end_when_idle(name: str) -> None:
    while (hosted := _hosted.get(name)) is not None:
        if not hosted.users and time.monotonic() - hosted.last_used > IDLE_LIMIT:
            leave(name)
        else:
            time.sleep(_LOOK_EVERY)
