"""Who may write to a folder: one writer for all of it, or several shards, each for its own files.

The kernel holds the locks and sets them free when their holder dies, however it dies; what is written in
the files only tells people who it is.
"""

import os
import socket
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, Final

from sim.experiments.store import disk
from sim.refusal import Refusal

MAIN: Final = "main"
"""Name of the writer that has the folder to itself."""
LOCK: Final = "lock"


class FolderBusy(Refusal):
    """A folder that another process writes to; the text names the process."""

    exit_code: ClassVar[int] = 3


def take(folder: Path, writer: str, command: str) -> ExitStack:
    """Take the locks of a writer; closing what is returned sets them free.

    Raises
    ------
    FolderBusy
        At once, if somebody holds one of them.
    OSError
        If a file of a lock cannot be made.
    """
    with ExitStack() as held:
        whole = folder / LOCK
        own, own_lock = whole, _hold(held, whole, exclusive=writer == MAIN)
        if writer != MAIN:
            own = folder / f"{LOCK}-{writer}"
            own_lock = _hold(held, own, exclusive=True)
        disk.sign(own, own_lock, _signature(command))
        return held.pop_all()


def _hold(held: ExitStack, path: Path, *, exclusive: bool) -> int:
    descriptor = disk.lock(path, exclusive=exclusive)
    if descriptor is None:
        raise FolderBusy(f"{path.parent}: is in use by {_holders(path)} - wait for it to end, or stop it")
    held.callback(disk.unlock, descriptor)
    return descriptor


def _signature(command: str) -> str:
    since = datetime.now(UTC).isoformat(sep=" ", timespec="seconds")
    return f"process {os.getpid()} on {socket.gethostname()} since {since}: {command or 'no command given'}"


def _holders(path: Path) -> str:
    """Signatures of who holds a lock; behind a shared one are shards, which have each signed their own."""
    shards = [path.parent / name for name in disk.names(path.parent) if name.startswith(f"{LOCK}-")]
    held = [path] if _is_held(path) else [shard for shard in shards if _is_held(shard)]
    signatures = [(disk.read(file) or b"").decode(errors="replace") for file in held]
    return "; ".join(text for text in signatures if text) or "another process"


def _is_held(path: Path) -> bool:
    """Whether somebody has the lock to himself."""
    descriptor = disk.lock(path, exclusive=False)
    if descriptor is not None:
        disk.unlock(descriptor)
    return descriptor is None
