"""What is wrong with an input, where, and what would do: one line each."""

import difflib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from sim.refusal import Refusal

WHOLE_FILE = "scenario"
Steps = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in an input; as text `file:line:col: path: problem - remedy`, always on one line.

    `line` and `column` count from 1. `path` is the dotted key, or "scenario" for the file as a whole.
    """

    file: str
    line: int
    column: int
    path: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        """One line, with invisible characters escaped and long parts cut."""
        place = f"{one_line(self.file, 400)}:{self.line}:{self.column}"
        message = f"{one_line(self.problem, 400)} - {one_line(self.remedy, 400)}"
        return f"{place}: {one_line(self.path, 200)}: {message}"


class BadInput(Refusal):
    """An input that cannot be used; `problems` says all that is wrong with it, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["BadInput"], tuple[list[Problem]]]:
        """Rebuild from the problems, so that it crosses process boundaries."""
        return BadInput, (self.problems,)


def one_line(text: str, limit: int) -> str:
    """`text` with what is not printable escaped, cut to `limit` characters."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def dotted(steps: Steps) -> str:
    """Path as users write it, "firms.acme.list_price"; "scenario" for the file as a whole."""
    return ".".join(one_line(str(step), 60) for step in steps) or WHOLE_FILE


def shown(value: object) -> str:
    """Value as it may be quoted in a message: as YAML has it, short, on one line."""
    if isinstance(value, dict):
        return f"a mapping of {len(value)} keys"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else f"'{value}'"
    return one_line(text, 60)


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Name among `names` that `name` was probably meant to be, None if none is like it."""
    by_lower = {known.lower(): known for known in names}
    close = difflib.get_close_matches(name[:80].lower(), by_lower, n=1, cutoff=0.5)
    return by_lower[close[0]] if close else None


def suggestion(name: str, names: Iterable[str], prefix: str = "") -> str:
    """Remedy for an unknown name: the nearest known one, else a list of those there are."""
    known = list(names)
    if close := nearest(name, known):
        return f"nearest is '{prefix}{close}'"
    listed = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
    return f"use one of: {listed}" if known else "remove it"
