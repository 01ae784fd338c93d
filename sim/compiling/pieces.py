"""Pieces: functions that only compiled code calls, which become machine code within their callers alone.

The compiler would optimise each law, part and loop by itself, turn it into machine code that nobody calls,
and do both again for every function around it. A piece is handed on as it was written down; the
kernel that gathers all its pieces is optimised once, as a whole.
"""

from typing import Any

from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import FunctionPass, register_pass
from numba.core.typed_passes import IRLegalization


class _Unlinked(JITCodeLibrary):
    """Code of one piece, neither optimised as a whole nor loaded."""

    @property
    def codegen(self) -> Any:  # noqa: ANN401 - the compiler's objects
        """Whoever asks wants to note something down beside loaded code; there is none."""
        return _NothingLoaded()

    def finalize(self) -> None:
        """Leave the code as it is; what it calls is linked where it is linked itself."""
        self._raise_if_finalized()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        """Nothing here can be called."""
        return 0

    def alone(self) -> Any:  # noqa: ANN401 - the compiler's objects
        """The piece without what it calls."""
        return super()._get_module_for_linking()

    def _get_module_for_linking(self) -> Any:  # noqa: ANN401 - the compiler's objects
        """The piece with all that it calls: what is compiled without us links nothing but its own callees."""
        whole = self.alone().clone()
        _link(whole, self._linking_libraries)
        return whole


class _NothingLoaded:
    def set_env(self, name: str, environment: Any) -> None:  # noqa: ANN401 - the compiler's objects
        """Nobody reads the environment of a piece: it works without the interpreter."""


class _Whole(JITCodeLibrary):
    """Code of a kernel with all its pieces, and their pieces."""

    _linking_libraries: list[Any]

    def finalize(self) -> None:
        """Link every piece once, then optimise and load."""
        _link(self._final_module, self._linking_libraries)
        self._linking_libraries = []
        super().finalize()


def _link(module: Any, libraries: list[Any]) -> None:  # noqa: ANN401 - the compiler's objects
    for library in _all_below(libraries):
        is_piece = isinstance(library, _Unlinked)
        module.link_in(library.alone() if is_piece else library._get_module_for_linking(), preserve=True)


def _all_below(libraries: list[Any]) -> list[Any]:
    """Libraries and all that their pieces need, each once."""
    found: dict[Any, None] = {}
    waiting = [*libraries]
    while waiting:
        library = waiting.pop()
        if library not in found:
            found[library] = None
            waiting += library._linking_libraries if isinstance(library, _Unlinked) else []
    return [*found]


@register_pass(mutates_CFG=False, analysis_only=False)
class _KeepAsPiece(FunctionPass):
    _name = "keep_as_piece"

    def __init__(self) -> None:
        super().__init__()

    def run_pass(self, state: Any) -> bool:  # noqa: ANN401 - the compiler's objects
        state.library = _Unlinked(state.targetctx.codegen(), state.func_id.func_qualname)
        return True


@register_pass(mutates_CFG=False, analysis_only=False)
class _GatherPieces(FunctionPass):
    _name = "gather_pieces"

    def __init__(self) -> None:
        super().__init__()

    def run_pass(self, state: Any) -> bool:  # noqa: ANN401 - the compiler's objects
        state.library = _Whole(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return True


class PieceCompiler(CompilerBase):
    """How a piece is compiled."""

    def define_pipelines(self) -> list[Any]:
        """The compiler's own passes, its code kept as a piece."""
        return [_with(self.state, _KeepAsPiece)]


class KernelCompiler(CompilerBase):
    """How a kernel is compiled."""

    def define_pipelines(self) -> list[Any]:
        """The compiler's own passes, its pieces gathered."""
        return [_with(self.state, _GatherPieces)]


def _with(state: Any, library: Any) -> Any:  # noqa: ANN401 - the compiler's objects
    passes = DefaultPassBuilder.define_nopython_pipeline(state)
    passes._finalized = False
    place = next(k for k, (kind, _) in enumerate(passes.passes) if kind is IRLegalization)
    passes.passes.insert(place, (library, library._name))
    passes.finalize()
    return passes
