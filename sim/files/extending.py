"""`extends: other`: a scenario file laid over another, inside its own folder or the library only."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from sim.files.composing import compose
from sim.files.guard import read_text
from sim.files.nodes import Node, merge
from sim.files.places import Origin, Source
from sim.files.problems import BadInput, nearest, shown

EXTENDS = "extends"
MAX_EXTENDS = 8
_SUFFIXES = (".yaml", ".yml")


def read_file(path: Path) -> Node:
    """Read what one file says, without looking at what it extends.

    Raises
    ------
    BadInput
        The file cannot be read, is no YAML, or is no mapping of keys.
    """
    root = compose(read_text(path), Source(str(path)))
    if not isinstance(root.value, dict):
        problem = f"must be a mapping of keys (got {shown(root.plain())})"
        raise BadInput([root.origin.problem((), problem, "write 'key: value' lines")])
    return root


def read_extended(path: Path, library: Path | None) -> Node:
    """Read what a file says, laid over what it extends, over what that extends, and so on.

    Raises
    ------
    BadInput
        As `read_file`; or `extends` leads nowhere, out of its folders, in a circle, or too deep.
    """
    folders = [folder.resolve() for folder in (path.parent, library) if folder is not None]
    layers, seen = [read_file(path)], [path.resolve()]
    while (base := _extends(layers[-1])) is not None:
        path = _base_path(base, path, library, folders)
        if path.resolve() in seen:
            raise _bad(
                base.origin, f"{shown(base.value)} leads back to a file that extends it", "break the circle"
            )
        if len(seen) > MAX_EXTENDS:
            raise _bad(base.origin, f"more than {MAX_EXTENDS} files extend each other", "merge some of them")
        layers.append(read_file(path))
        seen.append(path.resolve())
    return _merged(layers)


def _merged(layers: list[Node]) -> Node:
    merged = _without_extends(layers.pop())
    for layer in reversed(layers):
        merged = merge(merged, _without_extends(layer))
    return merged


def _extends(root: Node) -> Node | None:
    return root.child(EXTENDS)


def _without_extends(root: Node) -> Node:
    value = root.value
    return (
        replace(root, value={k: v for k, v in value.items() if k != EXTENDS})
        if isinstance(value, dict)
        else root
    )


def _base_path(base: Node, path: Path, library: Path | None, folders: list[Path]) -> Path:
    """File that `extends` names: next to the file itself, else in the library."""
    name = base.value
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise _bad(
            base.origin, f"must be the name of a scenario (got {shown(base.plain())})", "write extends: name"
        )
    if os.path.isabs(name) or name.startswith(("~", "\\")) or ":" in name:
        raise _bad(base.origin, f"{shown(name)} is no relative path", "name a scenario in the same folder")
    candidates = list(_candidates(name, path, library))
    found = next((at for at in candidates if os.path.lexists(at)), None)
    if not any(_is_inside(at, folders) for at in ([found] if found else candidates)):
        raise _bad(base.origin, f"{shown(name)} is outside the scenario folder", "name a scenario inside it")
    return found or _nowhere(base, name, path, library)


def _nowhere(base: Node, name: str, path: Path, library: Path | None) -> NoReturn:
    known = [file.stem for folder in (path.parent, library) if folder for file in _scenarios(folder)]
    close = nearest(Path(name).stem, known)
    raise _bad(
        base.origin, f"no scenario {shown(name)}", f"nearest is '{close}'" if close else "check the name"
    )


def _scenarios(folder: Path) -> list[Path]:
    return sorted(file for suffix in _SUFFIXES for file in folder.glob(f"*{suffix}"))


def _candidates(name: str, path: Path, library: Path | None) -> Iterator[Path]:
    names = [name] if name.endswith(_SUFFIXES) else [name + suffix for suffix in _SUFFIXES]
    for folder in (path.parent, library):
        if folder is not None:
            yield from (folder / each for each in names)


def _is_inside(candidate: Path, folders: list[Path]) -> bool:
    """Whether the file, after following symbolic links, lies in one of the folders."""
    try:
        resolved = candidate.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return False
    return any(resolved.is_relative_to(folder) for folder in folders)


def _bad(origin: Origin, problem: str, remedy: str) -> BadInput:
    return BadInput([origin.problem((EXTENDS,), problem, remedy)])
