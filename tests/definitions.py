"""What the answer of a function rests on: its own text, and that of everything of ours that it names."""

import ast
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
_FOLLOWED: Final = ("analysis", "tests")
Place = tuple[Path, str]
"""A file, and a name that it defines at its top level."""


def definition(function: Callable[..., object]) -> str:
    """Text of a function and of all that it names, in its own file or in what that imports.

    Comments and layout aside. What the simulator hands on is told by its name alone: the version of the
    model stands for that.

    Raises
    ------
    ValueError
        If the function is not defined at the top level of a file.
    """
    plain = inspect.unwrap(function)
    start = Path(inspect.getfile(plain)).resolve(), plain.__qualname__
    if start[1] not in _statements(start[0]):
        raise ValueError(f"{start[1]} is not defined at the top level of {start[0]}")
    waiting, texts = [start], dict[Place, str]()
    while waiting:
        place = waiting.pop()
        statement = _statements(place[0]).get(place[1])
        if statement is not None and place not in texts:
            texts[place] = _text(statement)
            waiting += _named_by(statement, place)
    told = {f"{path.relative_to(ROOT).as_posix()} {name}": text for (path, name), text in texts.items()}
    return repr(sorted(told.items()))


def _text(statement: ast.stmt) -> str:
    return f"from {statement.module}" if isinstance(statement, ast.ImportFrom) else ast.dump(statement)


def _named_by(statement: ast.stmt, place: Place) -> Iterator[Place]:
    """What a statement names, each where it is defined."""
    path, name = place
    if not isinstance(statement, ast.ImportFrom):
        yield from ((path, used.id) for used in ast.walk(statement) if isinstance(used, ast.Name))
    elif (module := statement.module or "").split(".")[0] in _FOLLOWED:
        original = next(alias.name for alias in statement.names if name in (alias.name, alias.asname))
        home = ROOT.joinpath(*module.split("."))
        yield from ((file, original) for file in (home.with_suffix(".py"), home / "__init__.py"))
        whole = (home / original).with_suffix(".py")
        yield from ((whole, each) for each in _statements(whole))


@cache
def _statements(path: Path) -> dict[str, ast.stmt]:
    """The statement that defines each name at the top level of a file; none if there is no such file."""
    if not path.is_file():
        return {}
    statements = ast.parse(path.read_bytes()).body
    return {name: statement for statement in statements for name in _names_of(statement)}


def _names_of(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.ImportFrom(names=names):
            yield from (alias.asname or alias.name for alias in names)
        case ast.Assign() | ast.AnnAssign():
            yield from (
                used.id
                for used in ast.walk(statement)
                if isinstance(used, ast.Name) and isinstance(used.ctx, ast.Store)
            )
