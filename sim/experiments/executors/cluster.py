"""A Dask cluster: futures of its client, tasks done under our own supervision on every host.

Dask's joblib bridge will not do: it hangs when a worker is lost. Nothing here opens a port or a dashboard.
"""

import pickle
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import wait as wait_for_all
from importlib import import_module
from time import monotonic
from typing import Any, ClassVar, Final, ParamSpec, TypeVar
from uuid import uuid4

from typing_extensions import override

from sim.experiments.executors import NoWorkers, Station, TaskFailed, TimeLimitExceeded, WorkerLost, hosting
from sim.experiments.executors.attempts import Attempt, described
from sim.refusal import MissingExtra, Refusal

P = ParamSpec("P")
T = TypeVar("T")

CONNECT_LIMIT: Final = 10.0
"""Seconds to wait for a scheduler to answer, at first and after the connection is lost."""
SILENCE_LIMIT: Final = 60.0
"""Seconds without an answer of the scheduler, or without workers, after which tasks are failed."""
_LOOK_EVERY: Final = 1.0
_LEAVE_LIMIT: Final = 5.0
_ABANDON_LIMIT: Final = 0.8


class ClusterProblem(Refusal):
    """A cluster that cannot be used; the text says why and what would do."""

    exit_code: ClassVar[int] = 5


class Cluster(Station):
    """Tasks on the workers of a Dask cluster, which must have the same rivalry and Python.

    On every host that Dask worker's threads are matched by spawned processes (`Workers`), which call
    `prepare` before their first task, also on hosts that join later. A run that crashes or is out of time
    ends its process, not the Dask worker. A task is lost (`WorkerLost`) when its process ends, or several
    Dask workers end under it. All fail (`NoWorkers`) when the connection to the scheduler is lost, or
    nobody is there for a minute.

    Parameters
    ----------
    address
        Of the scheduler, "tcp://HOST:PORT" or "HOST:PORT".
    prepare
        Called in every process before its first task.
    time_limit
        Seconds that a task may take, None without limit.

    Raises
    ------
    MissingExtra
        If Dask is not installed.
    ClusterProblem
        If nothing answers, or hosts have other versions.
    """

    def __init__(
        self, address: str, *, prepare: Callable[[], None] | None = None, time_limit: float | None = None
    ) -> None:
        self._address = address
        self._client, self.cautions = _connected(address)
        self._executor = self._client.get_executor(pure=False, retries=0)
        self._pack = _packer()
        name = f"rivalry-{uuid4().hex}"
        self._session = hosting.Session(name, self._pack(prepare), time_limit, hosting.versions())
        self._lock = threading.Lock()
        self._open: dict[Future[bytes], Future[Any]] = {}
        self._slots, self._why_no_workers = 1, ""
        self._finished = threading.Event()
        self._refuse_other_versions()
        self._look()
        self._watch = threading.Thread(target=self._keep_looking, name="rivalry-cluster", daemon=True)
        self._watch.start()

    @property
    @override
    def slots(self) -> int:
        return self._slots

    @override
    def wait_until_ready(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=CONNECT_LIMIT)
        except TimeoutError:
            raise NoWorkers(
                f"the scheduler at {self._address} has no workers - start some: dask worker {self._address}"
            ) from None
        self._client.run(hosting.get_ready, self._session)

    @override
    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        if self._finished.is_set():
            raise RuntimeError("this station takes no more tasks")
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        if self._why_no_workers:
            future.set_exception(NoWorkers(self._why_no_workers))
            return future
        packed = b""
        with Attempt() as attempt:
            packed = self._pack((fn, args, kwargs))
        if attempt.failure:
            future.set_exception(TaskFailed(attempt.failure))
        else:
            self._send(packed, future)
        return future

    def _send(self, packed: bytes, future: Future[Any]) -> None:
        with Attempt() as attempt:
            remote = self._executor.submit(hosting.perform, self._session, packed)
            with self._lock:
                self._open[remote] = future
            remote.add_done_callback(self._land)
        if attempt.failure:  # the client was closed, for the scheduler went away
            future.set_exception(NoWorkers(f"{self._lost()} ({attempt.failure})"))

    def _land(self, remote: Future[bytes]) -> None:
        """Hand on what came of a task, unless it was failed meanwhile."""
        with self._lock:
            future = self._open.pop(remote, None)
        if future is None:
            return
        error = NoWorkers(self._lost()) if remote.cancelled() else remote.exception()
        if error is not None:
            future.set_exception(_ours(error))
            return
        with Attempt() as attempt:
            value = pickle.loads(remote.result())
        if attempt.failure:
            future.set_exception(TaskFailed(attempt.failure))
        else:
            future.set_result(value)

    def _fail(self, reason: str) -> None:
        """Fail all that is under way, and all that is submitted until workers are seen again."""
        with self._lock:
            self._why_no_workers = reason
            lost, self._open = self._open, {}
        for future in lost.values():
            future.set_exception(NoWorkers(reason))

    def _keep_looking(self) -> None:
        seen = monotonic()
        while not self._finished.wait(_LOOK_EVERY):
            if self._client.status == "closed":
                self._fail(self._lost())
                return
            if self._look():
                seen = monotonic()
            elif monotonic() - seen > SILENCE_LIMIT:
                self._fail(f"no workers at {self._address} for {SILENCE_LIMIT:g} s")

    def _look(self) -> bool:
        """Count the threads of all workers; whether there are any."""
        threads: dict[str, int] = {}
        with Attempt():  # whatever keeps the client from an answer, there is none
            threads = self._client.nthreads(callback_timeout=CONNECT_LIMIT)
        if threads:
            self._slots, self._why_no_workers = sum(threads.values()), ""
        return bool(threads)

    def _refuse_other_versions(self) -> None:
        wanted = hosting.versions()
        found: dict[str, Any] = self._client.run(hosting.versions, on_error="return")
        for host, versions in found.items():
            if versions != wanted:
                has = described(versions) if isinstance(versions, BaseException) else ", ".join(versions)
                self._client.close(timeout=_LEAVE_LIMIT)
                raise ClusterProblem(
                    f"{self._address}: the worker {host} has other versions (got {has}; here are"
                    f" {', '.join(wanted)}) - install the same there"
                )

    def _lost(self) -> str:
        return f"the scheduler at {self._address} went away"

    @override
    def abandon(self) -> None:
        self._finished.set()
        self._fail("the work was given up")
        self._leave(_ABANDON_LIMIT)

    @override
    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._finished.set()
        if cancel_futures:
            self._fail("the work was cancelled")
        if wait:
            with self._lock:
                under_way = list(self._open.values())
            wait_for_all(under_way)
            self._leave(_LEAVE_LIMIT)

    def _leave(self, limit: float) -> None:
        """Tell the hosts and the scheduler that we go, but wait no longer for it than `limit` seconds."""
        farewell = threading.Thread(target=self._say_farewell, name="rivalry-farewell", daemon=True)
        farewell.start()
        farewell.join(limit)

    def _say_farewell(self) -> None:
        with Attempt():  # nobody may be there any more to hear it
            self._executor.shutdown(wait=False)
            self._client.run(hosting.leave, self._session.name, on_error="ignore")
        with Attempt():
            self._client.close(timeout=_LEAVE_LIMIT)


def _connected(address: str) -> tuple[Any, tuple[str, ...]]:
    """Client of a scheduler, and what Dask warns of."""
    try:
        dask = import_module("distributed")
    except ImportError:
        raise MissingExtra.of(address, "Dask", "cluster") from None
    try:
        dask.comm.resolve_address(address)  # as a client that was given nonsense never quite ends
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            client = dask.Client(address, timeout=CONNECT_LIMIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterProblem(
            f"nothing answers at {address} ({error}) - start a scheduler there (dask scheduler) and workers"
            f" (dask worker {address})"
        ) from None
    return client, tuple(str(warning.message) for warning in caught)


def _packer() -> Callable[[object], bytes]:
    """Pickling that also sends functions of the main module, which hosts do not have."""
    cloudpickle = import_module("cloudpickle")  # comes with Dask
    return lambda what: bytes(cloudpickle.dumps(what, protocol=5))


def _ours(error: BaseException) -> BaseException:
    """An error of Dask as one of ours: what a task raises is ours already, so it lost its worker."""
    from distributed import KilledWorker  # noqa: PLC0415 - an extra

    if isinstance(error, KilledWorker):
        return WorkerLost(f"{error.allowed_failures + 1} Dask workers in a row ended under it")
    if isinstance(error, TaskFailed | TimeLimitExceeded | WorkerLost):
        return error
    return WorkerLost(described(error))
