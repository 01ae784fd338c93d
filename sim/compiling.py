"""From laws and loops to machine code: the only module that knows the compiler.

Compiled kernels are cached on disk in a private folder whose name hashes every source that a
kernel may read, because the compiler alone misses edits in imported files. Where no folder can be
written, kernels are compiled anew in each process.
"""

import hashlib
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numba
from numba.extending import overload, register_jitable

from sim import randomness  # noqa: F401  (its laws must be noted before they are registered)
from sim.maths import COMPILED, LAWS
from sim.sources import HERE, sources_below

_COMPILED: Final = (b"@kernel", b"@loop", b"@part")
_MARKS: Final = (b"@law", b"NamedTuple", b"Final", *_COMPILED)
"""What tells a source that a kernel may read: laws, the tables they get, constants, kernels."""
_njit: Final[Any] = numba.njit
_registered: set[int] = set()


def _sources_hash() -> str:
    digest = hashlib.sha256(numba.__version__.encode())
    for path in kernel_sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def kernel_sources() -> list[Path]:
    """Every source that a kernel may read: those with kernels, and what has a mark of all they import."""
    sources = {path: path.read_bytes() for path in HERE.rglob("*.py")}
    kernels = [path for path, source in sources.items() if any(mark in source for mark in _COMPILED)]
    read = sources_below(kernels)
    return [path for path, source in read.items() if any(mark in source for mark in _MARKS)]


def _private_folder() -> Path | None:
    """Folder of today's kernels, ours alone; None where none can be written."""
    base = Path(
        os.environ.get("RIVALRY_CACHE")
        or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rivalry"
    )
    folder = base / f"kernels-{_sources_hash()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        seen = folder.stat()
        if stat.S_IMODE(seen.st_mode) & 0o022 or seen.st_uid != os.getuid():
            return None
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return None


CACHE_FOLDER: Final = _private_folder()
if CACHE_FOLDER is not None:
    setattr(numba.config, "CACHE_DIR", str(CACHE_FOLDER))  # noqa: B010 - the compiler's settings are not typed


def register_laws() -> None:
    """Hand every law noted so far to the compiler, once."""
    for function in LAWS:
        if id(function) not in _registered:
            _registered.add(id(function))
            register_jitable(function)
    for plain, fast in COMPILED.items():
        if id(plain) not in _registered:
            _registered.add(id(plain))
            # The compiler asks for a function of types; whatever they are, it is the same one.
            overload(plain, strict=False)(lambda *_, fast=fast: fast)


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop over customers that is called from Python; it runs without the interpreter's lock.

    It gets all its memory from the caller. Reference counting is off: a table of thirty arrays handed
    from piece to piece would otherwise cost more than the laws.
    """
    register_laws()
    compiled: Callable[..., Any] = _njit(
        cache=CACHE_FOLDER is not None, nogil=True, error_model="numpy", _nrt=False
    )(function)
    return compiled


def loop(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop over customers that kernels call, on its own: two large loops are slower to make in one.

    What a call from Python needs is left out, so that such a call would end the process: to unpack two
    hundred arrays takes the compiler longer than most loops do.
    Counts are handed over as np.int64: a literal that they begin with is a type of its own to the compiler,
    for which it would make the loop once more.
    """
    register_laws()
    compiled: Callable[..., Any] = _njit(
        cache=CACHE_FOLDER is not None,
        error_model="numpy",
        _nrt=False,
        no_cpython_wrapper=True,
        no_cfunc_wrapper=True,
    )(function)
    return compiled


def part(function: Callable[..., Any]) -> Callable[..., Any]:
    """A piece of a kernel, compiled into the loop that calls it."""
    register_laws()
    compiled: Callable[..., Any] = _njit(inline="always", error_model="numpy", _nrt=False)(function)
    return compiled
