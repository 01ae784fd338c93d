"""A Python file with strategies of somebody's own.

Only who names such a file has it run; a scenario never does. It travels with its text, so that every process
and every host runs the same.
"""

import ast
import hashlib
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType

from sim.files.guard import read_text
from sim.files.problems import BadInput, Problem
from sim.strategies.base import Strategy
from sim.strategies.outside import WHERE, Told, admitted


@dataclass(frozen=True)
class StrategyFile:
    """A file by the path that it was named by, and its text."""

    path: str
    text: str

    @property
    def name(self) -> str:
        """Name without the folder, which may be another elsewhere."""
        return Path(self.path).name

    @property
    def sha256(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def module(self) -> str:
        """Name of the module that it makes, the same in every process."""
        return "rivalry_strategies_" + hashlib.sha256(f"{self.path}\0{self.text}".encode()).hexdigest()[:16]

    def strategies(self) -> tuple[type[Strategy], ...]:
        """Its strategies; the file is run when a process first asks.

        Raises
        ------
        BadInput
            If it is no Python, breaks off, or defines no strategy for a decision.
        """
        return _run(self)

    def line_of(self, strategy: type[Strategy]) -> int:
        """Line on which the class of a strategy begins."""
        tree, _ = _compiled(self)
        classes = (each for each in ast.walk(tree) if isinstance(each, ast.ClassDef))
        return next((each.lineno for each in classes if each.name == strategy.__name__), 1)


def read_strategies(path: str | Path) -> StrategyFile:
    """Read a Python file with strategies, and run it.

    Raises
    ------
    BadInput
        If it cannot be read, is no Python, breaks off, or defines no strategy for a decision.
    """
    try:
        file = StrategyFile(str(path), read_text(Path(path)))
    except BadInput as bad:
        raise BadInput(replace(problem, path=WHERE) for problem in bad.problems) from None
    file.strategies()
    return file


@cache
def _run(file: StrategyFile) -> tuple[type[Strategy], ...]:
    module = ModuleType(file.module)
    module.__file__ = file.path
    _, code = _compiled(file)
    # Classes look for the names in their annotations where their module is registered; so does unpickling.
    sys.modules[file.module] = module
    with Told({file.path}):
        exec(code, vars(module))
    return admitted(module, file)


@cache
def _compiled(file: StrategyFile) -> tuple[ast.Module, CodeType]:
    """The text as Python reads it and as Python runs it."""
    try:
        tree = ast.parse(file.text, file.path)
        return tree, compile(tree, file.path, "exec")
    except SyntaxError as error:
        place = (file.path, error.lineno or 1, error.offset or 1)
        raise BadInput([Problem(*place, WHERE, f"is no Python ({error.msg})", "correct this line")]) from None
