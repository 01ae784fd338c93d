"""What the catalogue says of a row: what it shows, by which laws and choices, and the test of that."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Claim(NamedTuple):
    """One claim of a row, and the test that holds it.

    Attributes
    ----------
    name : what it is about
    kind : law, choice or outcome, as the test takes it
    off : what is switched off, or what else is chosen, in the test
    test : path of the test below `tests/claims`, without its ending
    laws : laws of the row that it rests on, by their path below `sim/mechanisms`
    choices : strategies that it is about, as `decision/kind` of a scenario file
    """

    name: str
    kind: Literal["law", "choice", "law and choice", "outcome"]
    off: str
    test: str
    laws: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Path of the test in the project."""
        return f"tests/claims/{self.test}.py"


class Row(NamedTuple):
    """One row of the catalogue: its name, what its experiment shows, and its claims."""

    row: str
    name: str
    shows: str
    claims: tuple[Claim, ...]
