"""Strategies of installed packages, which name the modules that hold them as entry points.

In the package's `pyproject.toml`: ``mine = "package.module"`` under
``[project.entry-points."rivalry.strategies"]``.
"""

import hashlib
import inspect
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Final

from sim.files.problems import BadInput, Problem
from sim.strategies.base import Strategy
from sim.strategies.outside import WHERE, admitted

GROUP: Final = "rivalry.strategies"


@dataclass(frozen=True)
class InstalledStrategies:
    """A module that an installed package names, and the hash that its file had."""

    name: str
    sha256: str

    @property
    def path(self) -> str:
        """The module's file."""
        return _module(self.name).__file__ or self.name

    def strategies(self) -> tuple[type[Strategy], ...]:
        """Its strategies, as they are installed here.

        Raises
        ------
        BadInput
            If the module cannot be had, is another than it was, or has no strategy for a decision.
        """
        if (here := _sha256(self.name)) != self.sha256:
            problem = f"is installed as another file (SHA-256 {here}, wanted is {self.sha256})"
            raise BadInput([Problem(self.name, 1, 1, WHERE, problem, "install the same version")])
        return _admitted(self)

    def line_of(self, strategy: type[Strategy]) -> int:
        """Line on which the class of a strategy begins."""
        return inspect.getsourcelines(strategy)[1]


@cache
def installed() -> tuple[InstalledStrategies, ...]:
    """What the packages of this environment bring along, by name.

    Raises
    ------
    BadInput
        If a package names a module that cannot be had.
    """
    names = sorted({each.module for each in entry_points(group=GROUP)})
    return tuple(InstalledStrategies(name, _sha256(name)) for name in names)


@cache
def _admitted(source: InstalledStrategies) -> tuple[type[Strategy], ...]:
    return admitted(_module(source.name), source)


def _module(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        problem = f"an installed package names it, and it cannot be imported ({error})"
        raise BadInput([Problem(name, 1, 1, WHERE, problem, "repair or remove that package")]) from None


def _sha256(name: str) -> str:
    file = _module(name).__file__
    return hashlib.sha256(Path(file).read_bytes() if file else b"").hexdigest()
