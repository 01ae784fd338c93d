"""Where in which text a value stands."""

from dataclasses import dataclass
from typing import Literal

from sim.files.problems import BadInput, Problem, Steps, dotted

How = Literal["file", "--set", "default"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was written; lines and columns count from 1.

    For an override, `file` is "--set" and `line` says which one. `within` is the path of the arm
    that the value was laid over the rest from, empty if none.
    """

    file: str
    line: int
    column: int
    how: How = "file"
    within: Steps = ()

    def __str__(self) -> str:
        """`file:line`, `--set` or `default`."""
        return f"{self.file}:{self.line}" if self.how == "file" else self.how

    def problem(self, steps: Steps, problem: str, remedy: str) -> Problem:
        """Problem with the value at `steps`, here."""
        return Problem(self.file, self.line, self.column, dotted(self.within + steps), problem, remedy)


@dataclass(frozen=True, slots=True)
class Source:
    """A text being read: a file, or the value of an override, which begins in its `line` at `column`.

    `steps` is the path of the value that the whole text is.
    """

    file: str
    how: How = "file"
    line: int = 1
    column: int = 1
    steps: Steps = ()

    def origin(self, line: int, column: int) -> Origin:
        """Origin of a position in the text, counted from 0."""
        if self.how == "--set":
            return Origin(self.file, self.line, self.column + column, self.how)
        return Origin(self.file, self.line + line, 1 + column)

    def refusal(self, line: int, column: int, problem: str, remedy: str) -> BadInput:
        """Problem with the text as a whole, seen at a position counted from 0."""
        return BadInput([self.origin(line, column).problem(self.steps, problem, remedy)])
