"""Strategies that a result was made with, when their file is not here: what is said of them can be read.

They have the values that were recorded and decide nothing: giving out tables takes no code of others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import ConfigDict
from typing_extensions import override

from sim.files.problems import BadInput, Problem
from sim.strategies.base import FirmView, Offers, Strategy
from sim.strategies.kinds import Decision
from sim.strategies.outside import WHERE


@dataclass(frozen=True)
class RecordedStrategies:
    """A file by its name and hash, and its kinds with their decisions."""

    name: str
    sha256: str
    kinds: tuple[tuple[Decision, str], ...]

    @property
    def path(self) -> str:
        """The file's name; where it was is not known."""
        return self.name

    def strategies(self) -> tuple[type[Strategy], ...]:
        """A stand-in for each."""
        return tuple(_stand_in(self, decision, kind) for decision, kind in self.kinds)

    def line_of(self, strategy: type[Strategy]) -> int:
        """Not known."""
        del strategy
        return 1


def recorded(record: Mapping[str, Any], decisions: Mapping[str, Decision]) -> RecordedStrategies:
    """What a result kept of a file; decisions by name, as in a scenario file."""
    kinds = [(decisions[name], kind) for name, kinds in record["kinds"].items() for kind in kinds]
    return RecordedStrategies(record["file"], record["sha256"], tuple(dict.fromkeys(kinds)))


@cache
def _stand_in(source: RecordedStrategies, decision: Decision, word: str) -> type[Strategy]:
    class StandIn(decision):  # type: ignore[valid-type,misc]
        """Values of a strategy whose code is not here."""

        model_config = ConfigDict(extra="allow")
        kind: Literal[word] = word  # type: ignore[valid-type]

        @override
        def decide(self, view: FirmView) -> Offers:
            problem = f"strategies of {source.name} (SHA-256 {source.sha256}) are not here"
            remedy = f"name that file: --strategies {source.name}"
            raise BadInput([Problem(source.name, 1, 1, WHERE, problem, remedy)])

    return StandIn
