"""Which sources of ours a module rests on: itself, and all that it imports, directly or not."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
FOUND: Final = HERE / "strategies"
"""Folder whose modules are found, not imported by name: whatever rests on one may rest on all of them."""
_IMPORT: Final = re.compile(rb"^\s*(?:from|import)\s+(sim(?:\.\w+)+)", re.MULTILINE)


def sources_below(starts: Iterable[Path]) -> dict[Path, bytes]:
    """Sources of ours that some files rest on, by path, sorted; `sim` itself only hands names on.

    An import within a function counts too, and so do modules that are found in their folder.

    Raises
    ------
    FileNotFoundError
        If one of the files to start from is not there: without it a hash of the rest would mean nothing.
    """
    found: dict[Path, bytes] = {}
    waiting = [*starts]
    for start in waiting:
        if not start.is_file():
            raise FileNotFoundError(start)
    while waiting:
        path = waiting.pop()
        if path not in found and path.is_file():
            found[path] = path.read_bytes()
            waiting += _imported(found[path])
    return dict(sorted(found.items()))


def _imported(source: bytes) -> list[Path]:
    """Files of the modules of ours that a source imports."""
    paths = [HERE.parent.joinpath(*name.decode().split(".")) for name in _IMPORT.findall(source)]
    files = [file for path in paths for file in (path.with_suffix(".py"), path / "__init__.py")]
    return [*files, *(FOUND.rglob("*.py") if any(path.is_relative_to(FOUND) for path in paths) else ())]
