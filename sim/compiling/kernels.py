"""Three ways to compile: a kernel that Python calls, a loop that kernels call, a part of either."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import numba
from numba.core import types
from numba.core.typing.templates import infer_global

from sim import randomness  # noqa: F401  (its laws must be noted before they are registered)
from sim.compiling.addresses import by_address
from sim.compiling.cache import KernelCache, kernels_folder
from sim.compiling.pieces import KernelCompiler, PieceCompiler
from sim.maths import COMPILED, LAWS

_njit: Final[Any] = numba.njit
_registered: Final[dict[Callable[..., Any], Any]] = {}
"""What the compiler takes for each law; it holds on to none of them itself."""


def register_laws() -> None:
    """Hand every law noted so far to the compiler, once."""
    for function in LAWS:
        if function not in _registered:
            _registered[function] = _piece(function, forceinline=True)
            infer_global(function, types.Dispatcher(_registered[function]))
    for plain, fast in COMPILED.items():
        if plain not in _registered:
            _registered[plain] = _piece(fast, forceinline=True)
            infer_global(plain, types.Dispatcher(_registered[plain]))


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop over customers that is called from Python; it runs without the interpreter's lock.

    It gets all its memory from the caller, named tuples by address. Reference counting is off: nothing
    that a loop refers to can go away while it runs.
    """
    register_laws()
    compiled: Any = _compiled(function, pipeline_class=KernelCompiler, nogil=True)
    folder = kernels_folder()
    # What a function closes over stands in no source.
    if folder is not None and function.__closure__ is None:
        compiled._cache = KernelCache(function, folder)

    @wraps(function)
    def called(*arguments: Any) -> Any:  # noqa: ANN401 - whatever the loop gets and gives
        return compiled(*[by_address(given) if isinstance(given, tuple) else given for given in arguments])

    return called


def loop(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop over customers that kernels call, as a function of its own within them.

    A call from Python would end the process.
    Counts are handed over as np.int64: a literal that they begin with is a type of its own to the compiler,
    for which it would make the loop once more.
    """
    register_laws()
    return _piece(function)


def part(function: Callable[..., Any]) -> Callable[..., Any]:
    """A piece of a kernel, compiled into the loop that calls it."""
    register_laws()
    return _piece(function, forceinline=True)


def _piece(function: Callable[..., Any], **options: bool) -> Callable[..., Any]:
    return _compiled(
        function, pipeline_class=PieceCompiler, no_cpython_wrapper=True, no_cfunc_wrapper=True, **options
    )


def _compiled(function: Callable[..., Any], **options: Any) -> Callable[..., Any]:  # noqa: ANN401 - switches
    compiled: Callable[..., Any] = _njit(error_model="numpy", _nrt=False, **options)(function)
    return compiled
