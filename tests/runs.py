"""What tests look at in runs, found once for a version of the model and shared by all tests and processes.

It is kept in pytest's cache under the identity of the run and the text of the function that looked at it, so
that after a change of a report or of a test no market is lived again. A file is written whole under another
name and renamed; whoever makes one holds its lock, and meanwhile other processes make what else is wanted.
`pytest --cache-clear` throws everything away.
"""

import hashlib
import pickle
import shutil
import zlib
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from time import sleep
from typing import Final, TypeVar

from sim.experiments.identity import Digest, run_identity
from sim.experiments.provenance import versions
from sim.experiments.store import disk
from sim.scenario.scenario import Scenario
from tests.definitions import ROOT, definition

Found = TypeVar("Found")
KEPT: Final = ROOT / ".pytest_cache" / "d" / "runs"
KEPT_VERSIONS: Final = 3
"""Versions of the model whose runs are kept: those used last."""
_TICK: Final = 0.02
"""Seconds between two looks at whether another process is done."""


def found_in(
    watch: Callable[..., Found], runs: Sequence[tuple[Scenario, int]], *more: object, folder: Path = KEPT
) -> list[Found]:
    """What a function finds in each run, looked up where it has been found before.

    Parameters
    ----------
    watch
        Gets a scenario, a seed and `more`, lives the market and says what there was to see. Its answer must
        rest on these, on the model and on what its own text names, and on nothing else.
    runs
        Scenarios and seeds.
    more
        Further arguments, told apart by how they print.
    folder
        Where answers are kept.
    """
    folder /= _version()
    folder.mkdir(parents=True, exist_ok=True)
    how = repr((definition(watch), more))
    scenarios = {id(scenario): scenario for scenario, _ in runs}
    digests = {number: Digest(scenario).at({}) for number, scenario in scenarios.items()}
    paths = [folder / run_identity(digests[id(scenario)], how, seed) for scenario, seed in runs]
    looks = {path: partial(watch, *run, *more) for path, run in zip(paths, runs, strict=True)}
    for path, look in looks.items():
        _make(path, look)
    return [_read(path, looks[path]) for path in paths]


def forget_old_versions(folder: Path = KEPT) -> None:
    """Throw away what was found by versions of the model that have not been used for longest."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _version()).mkdir(exist_ok=True)
    (folder / _version()).touch()
    by_age = sorted(folder.iterdir(), key=lambda version: version.stat().st_mtime, reverse=True)
    for old in by_age[KEPT_VERSIONS:]:
        shutil.rmtree(old, ignore_errors=True)


@cache
def _version() -> str:
    """Of the model, and of all else that a result depends on."""
    return hashlib.sha256(repr(versions()).encode()).hexdigest()[:16]


def _make(path: Path, look: Callable[[], object]) -> None:
    """Look, and keep what is found, unless it is there or another process is at it."""
    if path.exists():
        return
    lock = path.with_suffix(".lock")
    if (held := disk.lock(lock, exclusive=True)) is None:
        return
    try:
        if not path.exists():
            disk.write(path, zlib.compress(pickle.dumps(look(), pickle.HIGHEST_PROTOCOL), 1))
    finally:
        disk.remove(lock)
        disk.unlock(held)


def _read(path: Path, look: Callable[[], Found]) -> Found:
    """What is kept; made here if the process that was at it failed."""
    while not path.exists():
        sleep(_TICK)
        _make(path, look)
    return pickle.loads(zlib.decompress(path.read_bytes()))  # type: ignore[no-any-return]
