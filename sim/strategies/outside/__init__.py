"""Strategies from outside the program: of a file, of an installed package, or only recorded by a result.

Code of others is run where its mistakes can be told by file and line.
"""

from collections.abc import Callable, Collection
from functools import wraps
from types import ModuleType, TracebackType
from typing import Any, Final, Protocol, Self

from sim.files.nodes import KIND
from sim.files.problems import BadInput, Problem, one_line
from sim.files.shapes import kinds_of
from sim.strategies.base import FirmView, Offers, Strategy
from sim.strategies.kinds import defined_in, strategies_in
from sim.units import is_name

WHERE: Final = "strategies"
HOW: Final = "derive from the class of a decision, say sim.strategies.care.CareStrategy, and give it a kind"
_NAMED: Final = "write kind: Literal['mine'] = 'mine', say, in a-z, 0-9 and _"
Decide = Callable[[Any, FirmView], Offers]


class StrategyFailed(BadInput):
    """What code of others did wrong, and where."""


class Source(Protocol):
    """Where strategies come from that are not the program's own."""

    @property
    def path(self) -> str:
        """File that their code stands in, as problems name it."""

    @property
    def name(self) -> str:
        """What results call it."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the file's text, in hexadecimal."""

    def strategies(self) -> tuple[type[Strategy], ...]:
        """All of them, the same classes each time in one process."""

    def line_of(self, strategy: type[Strategy]) -> int:
        """Line of the file on which one of them begins."""


class Told:
    """A block in which files of others run: what they raise becomes a problem at their last line.

    What is raised without them passes.
    """

    def __init__(self, paths: Collection[str], who: str = WHERE) -> None:
        self._paths = paths
        self._who = who

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Tell of an error if one of the files is on the way to it."""
        lines = []
        while trace is not None:
            path = trace.tb_frame.f_code.co_filename
            lines += [(path, trace.tb_lineno)] if path in self._paths else []
            trace = trace.tb_next
        if lines and isinstance(error, Exception) and not isinstance(error, BadInput):
            text = one_line((str(error).splitlines() or [""])[0], 300)
            problem = f"{type(error).__name__}: {text}" if text else type(error).__name__
            raise StrategyFailed([Problem(*lines[-1], 1, self._who, problem, "correct this line")]) from error


def admitted(module: ModuleType, source: Source) -> tuple[type[Strategy], ...]:
    """The strategies of a module, each of whose decisions is told where it fails.

    Raises
    ------
    BadInput
        If there are none, or one is for no decision of ours or cannot be named in files.
    """
    faults = ((each, _fault(each)) for each in defined_in(module))
    problems = [problem_with(source, each, *fault) for each, fault in faults if fault]
    found = strategies_in(module)
    if not (problems or found):
        problems = [Problem(source.path, 1, 1, WHERE, "defines no strategy with a kind", HOW)]
    if problems:
        raise BadInput(problems)
    for each in found:
        type.__setattr__(each, "decide", _told(each.decide, source))
    return found


def problem_with(source: Source, strategy: type[Strategy], problem: str, remedy: str) -> Problem:
    """A problem with a strategy, at its place."""
    return Problem(source.path, source.line_of(strategy), 1, strategy.__name__, problem, remedy)


def _fault(strategy: type[Strategy]) -> tuple[str, str] | None:
    """What is wrong with a class, and what would do."""
    if Strategy in strategy.__bases__:
        return "is for no decision", HOW
    if KIND not in strategy.model_fields:  # others derive from it
        return None
    kinds = kinds_of(strategy)
    return None if len(kinds) == 1 and is_name(kinds[0]) else ("has no kind that files can name", _NAMED)


def _told(decide: Decide, source: Source) -> Decide:
    """The same decision, whose mistakes are told with their place."""

    @wraps(decide)
    def told(strategy: Any, view: FirmView) -> Offers:  # noqa: ANN401 - of whatever class it is
        kind = type(strategy)
        with Told({source.path}, kind.__name__):
            offers = decide(strategy, view)
        if not isinstance(offers, Offers):
            wrong = f"decide gave {type(offers).__name__}, not Offers"
            raise StrategyFailed([problem_with(source, kind, wrong, "return Offers(...) or NO_OFFERS")])
        return offers

    return told
