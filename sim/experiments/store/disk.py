"""Everything that the store asks of the disk: plain files, locks, and DuckDB's Parquet and CSV.

Each request passes through `system`, so that an error always names its path and a test can make any of them
fail.
"""

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, ParamSpec, Self, TypeVar

import duckdb
import pandas as pd

from sim.experiments.storage import Format, copy_statement

Given = ParamSpec("Given")
Got = TypeVar("Got")
UNFINISHED: Final = ".part"
"""End of the name of a file that is being written; its name begins with a dot."""
_NUMBERS: Final = {os.strerror(number): number for number in errno.errorcode}
"""Error numbers by the words that DuckDB hands on from the operating system."""
_SETTINGS: Final[Mapping[str, str | bool | int | float | list[str]]] = {
    "threads": 1,
    # Objects of pandas are text here, whatever the first thousand look like.
    "pandas_analyze_sample": 0,
    # What is known of one file beforehand, and not of several, shows in the bytes written.
    "disabled_optimizers": "statistics_propagation,compressed_materialization",
}
"""So that equal rows become equal bytes."""
_MEMORY: Final = "1GB"
"""What a query may hold in memory; a larger one is sorted on disk."""


def system(path: Path, function: Callable[Given, Got], *given: Given.args, **named: Given.kwargs) -> Got:
    """Ask the operating system or DuckDB for something about a path.

    Raises
    ------
    OSError
        If it cannot be had; names the path, and keeps the number of the error where there is one.
    """
    try:
        return function(*given, **named)
    except OSError as error:
        raise OSError(error.errno or errno.EIO, error.strerror or str(error), str(path)) from error
    except duckdb.Error as error:
        text = " ".join(str(error).split())
        words = max((words for words in _NUMBERS if words in text), key=len, default=text)
        raise OSError(_NUMBERS.get(words, errno.EIO), words, str(path)) from error


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, unless they are there."""
    system(path, os.makedirs, path, exist_ok=True)


def names(folder: Path) -> list[str]:
    """Names of all that is in a folder, sorted; none if there is no folder."""
    try:
        return sorted(system(folder, os.listdir, folder))
    except FileNotFoundError:
        return []


def read(path: Path) -> bytes | None:
    """Content of a file, None if there is no such file."""
    try:
        return system(path, path.read_bytes)
    except FileNotFoundError:
        return None


def sha256(path: Path) -> str | None:
    """SHA-256 of a file, in hexadecimal digits, None if there is no such file."""
    try:
        with _opened(path, os.O_RDONLY) as descriptor, open(descriptor, "rb", closefd=False) as file:
            return system(path, hashlib.file_digest, file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def size(path: Path) -> int | None:
    """Size of a file in bytes, None if there is no such file."""
    try:
        return system(path, os.stat, path).st_size
    except FileNotFoundError:
        return None


def remove(path: Path) -> None:
    """Remove a file, if it is there."""
    with suppress(FileNotFoundError):
        system(path, os.unlink, path)


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    descriptor = system(path, os.open, path, flags | os.O_CLOEXEC, 0o666)
    try:
        yield descriptor
    finally:
        system(path, os.close, descriptor)


def _write_all(path: Path, descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[system(path, os.write, descriptor, rest) :]


def _make_last(path: Path, flags: int = os.O_RDONLY) -> None:
    """Have a file, or the names in a folder, survive a loss of power."""
    with _opened(path, flags) as descriptor:
        system(path, os.fsync, descriptor)


def make_folder_last(folder: Path) -> None:
    """Have the names in a folder survive a loss of power."""
    _make_last(folder, os.O_RDONLY | os.O_DIRECTORY)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Name to write a file under that takes the place of `path` once it is whole and on the disk.

    The folder is left to `make_folder_last`. What could not be finished is removed.
    """
    unfinished = path.with_name(f".{path.name}{UNFINISHED}")
    try:
        yield unfinished
        _make_last(unfinished)
        system(path, os.replace, unfinished, path)
    except OSError:
        with suppress(OSError):
            remove(unfinished)
        raise


def write(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    with replacing(path) as unfinished, _opened(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as file:
        _write_all(path, file, content)
    make_folder_last(path.parent)


def append(path: Path, content: bytes, known: int) -> None:
    """Add to the end of a file of `known` bytes, whole or not at all.

    Raises
    ------
    OSError
        If it cannot be written, or if the file is not as long as it should be: someone else writes to it.
    """
    if (size(path) or 0) != known:
        raise OSError(errno.ESTALE, "has been written to by someone else, and is left as it is", str(path))
    try:
        with _opened(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT) as descriptor:
            _write_all(path, descriptor, content)
            system(path, os.fsync, descriptor)
    except OSError:
        with suppress(OSError):
            system(path, os.truncate, path, known)
        raise


def lock(path: Path, *, exclusive: bool) -> int | None:
    """Descriptor of a lock, which `unlock` or the end of the process sets free; None if it is taken.

    A lock that is not exclusive is shared with others of that kind.
    """
    descriptor = system(path, os.open, path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    try:
        system(path, fcntl.flock, descriptor, kind | fcntl.LOCK_NB)
    except OSError as error:
        unlock(descriptor)
        if isinstance(error, BlockingIOError):
            return None
        raise
    return descriptor


@contextmanager
def waiting_lock(path: Path) -> Iterator[None]:
    """Wait for an exclusive lock that nobody holds for more than a moment."""
    with _opened(path, os.O_RDWR | os.O_CREAT) as descriptor:
        system(path, fcntl.flock, descriptor, fcntl.LOCK_EX)
        yield


def sign(path: Path, descriptor: int, holder: str) -> None:
    """Write into the file of a lock who holds it."""
    system(path, os.ftruncate, descriptor, 0)
    system(path, os.pwrite, descriptor, holder.encode(), 0)


def unlock(descriptor: int) -> None:
    """Set a lock free."""
    os.close(descriptor)


class Database:
    """DuckDB in memory, connected when first needed, with one thread, so that its files never differ.

    Parameters
    ----------
    spill
        Folder for what does not fit in memory while sorting; made when needed, gone afterwards.
    """

    def __init__(self, spill: Path | None = None) -> None:
        self._spill = spill
        self._connection: duckdb.DuckDBPyConnection | None = None

    def copy(self, query: str, path: Path, kind: Format, given: Mapping[str, pd.DataFrame]) -> None:
        """Write what a query over the given frames yields to a file."""
        with self._knowing(path, given) as connection:
            system(path, connection.execute, copy_statement(query, path, kind))

    def frame(self, query: str, path: Path, given: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        """Rows that a query over the given frames yields; an error names `path`."""
        with self._knowing(path, given) as connection:
            return system(path, lambda: connection.execute(query).df())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection; the next query makes another."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        if self._spill is not None:
            shutil.rmtree(self._spill, ignore_errors=True)

    @contextmanager
    def _knowing(self, path: Path, given: Mapping[str, pd.DataFrame]) -> Iterator[duckdb.DuckDBPyConnection]:
        """The connection with the frames registered; after an error it is not used again."""
        try:
            connection = self._connected(path)
            for name, frame in given.items():
                connection.register(name, frame)
            yield connection
            for name in given:
                connection.unregister(name)
        except OSError:
            self.close()
            raise

    def _connected(self, path: Path) -> duckdb.DuckDBPyConnection:
        if self._connection is None:
            wanted = dict(_SETTINGS)
            if self._spill is not None:
                wanted |= {"memory_limit": _MEMORY, "temp_directory": str(self._spill)}
            self._connection = system(path, duckdb.connect, config=wanted)
        return self._connection
