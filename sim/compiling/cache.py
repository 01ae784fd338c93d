"""Compiled kernels kept on disk under what they were made from, and nothing else.

The compiler's own cache goes by path and time of change, so that a second clone, a wheel or a moved
environment compiles everything again, and it misses edits in imported files. Here the name of a file
hashes all that the code in it depends on: the sources that the kernel rests on, the types it is for,
the processor, and the versions of Python and the compiler. A file is written whole under another
name and then renamed, so that any number of processes may read and write at once. Where no private
folder can be written, kernels are compiled anew in each process.
"""

import hashlib
import os
import pickle
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import llvmlite
import numba
from numba.core.caching import _Cache
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

from sim.sources import HERE, sources_below

_COMPILED: Final = (b"@kernel", b"@loop", b"@part")
_MARKS: Final = (b"@law", b"NamedTuple", b"Final", *_COMPILED)
"""What tells a source that a kernel may read: laws, the tables they get, constants, kernels."""
_OURS: Final = tuple(sorted(Path(__file__).parent.glob("*.py")))
"""How we ask the compiler is in these."""
_KEPT_DAYS: Final = 60
"""A kernel that nobody used for so long is thrown away."""
_SEAL: Final = 32
"""Bytes of the hash that a file begins with, so that a damaged one is compiled anew and not run."""


def kernel_sources() -> list[Path]:
    """Every source that a kernel may read: those with kernels, and what has a mark of all they import."""
    sources = {path: path.read_bytes() for path in HERE.rglob("*.py")}
    return _read_by([path for path, source in sources.items() if any(mark in source for mark in _COMPILED)])


def _read_by(modules: list[Path]) -> list[Path]:
    read = sources_below(modules)
    return [path for path, source in read.items() if any(mark in source for mark in _MARKS)]


@cache
def _made_from(module: str) -> str:
    """Hash of everything that kernels of one source are made from, but for the types they are for."""
    versions = (sys.version, numba.__version__, llvmlite.__version__)
    digest = hashlib.sha256("\n".join(versions).encode())
    for path in (*_OURS, *_read_by([Path(module)])):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def kernels_folder() -> Path | None:
    """Folder of compiled kernels, ours alone; None where none can be written.

    It is ``$RIVALRY_CACHE/kernels``, by default below the user's cache.
    """
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rivalry"
    folder = Path(os.environ.get("RIVALRY_CACHE") or home) / "kernels"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        seen = folder.stat()
        if stat.S_IMODE(seen.st_mode) & 0o022 or seen.st_uid != os.getuid():
            return None
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return None


def _stem(function: Callable[..., Any]) -> str:
    """How the files of one function begin: its name, and a hash of all that it is made from."""
    return f"{function.__qualname__}-{_made_from(function.__code__.co_filename)[:24]}"


def is_compiled(function: Callable[..., Any]) -> bool:
    """Whether a function was compiled here before, for any types, from the sources as they are now."""
    folder = kernels_folder()
    return folder is not None and any(folder.glob(f"{_stem(function)}-*"))


class KernelCache(_Cache):
    """What one kernel was compiled to before, by the types it is for."""

    def __init__(self, function: Callable[..., Any], folder: Path) -> None:
        self._function = function
        self._folder = folder

    @property
    def cache_path(self) -> str:
        """The folder."""
        return str(self._folder)

    def enable(self) -> None:
        """A kernel's cache is always on."""

    def disable(self) -> None:
        """A kernel's cache is always on."""

    def flush(self) -> None:
        """Files are named by what they hold, so that nothing in them can be out of date."""

    def load_overload(self, signature: Any, target: Any) -> Any:  # noqa: ANN401 - the compiler's objects
        """The kernel for these types as it was compiled before; None if there is none that is whole."""
        target.refresh()
        path = self._path(signature, target.codegen())
        try:
            sealed = path.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(sealed[_SEAL:]).digest() != sealed[:_SEAL]:
            return None
        if time.time() - path.stat().st_mtime > _KEPT_DAYS * 43200:
            path.touch()
        return CompileResult._rebuild(target, *pickle.loads(sealed[_SEAL:]))

    def save_overload(self, signature: Any, compiled: Any) -> None:  # noqa: ANN401 - the compiler's objects
        """Keep a kernel, unless the disk will not have it or it holds addresses of this process."""
        if compiled.library.has_dynamic_globals:
            return
        made = dumps(compiled._replace(type_annotation="")._reduce())
        path = self._path(signature, compiled.codegen)
        try:
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                file.write(hashlib.sha256(made).digest() + made)
            Path(file.name).replace(path)
            _throw_away_unused(self._folder)
        except OSError:
            return

    def _path(self, signature: Any, codegen: Any) -> Path:  # noqa: ANN401 - the compiler's objects
        said = (self._function.__code__.co_firstlineno, str(signature), codegen.magic_tuple())
        types = hashlib.sha256(repr(said).encode()).hexdigest()[:24]
        return self._folder / f"{_stem(self._function)}-{types}"


def _throw_away_unused(folder: Path) -> None:
    oldest = time.time() - _KEPT_DAYS * 86400
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
