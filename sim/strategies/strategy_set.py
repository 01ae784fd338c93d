"""The strategies that a scenario may choose from: the program's own, and those from outside.

Results keep which files they rest on, by their hashes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.files.problems import BadInput, Problem
from sim.files.shapes import Choices
from sim.strategies.base import Strategy
from sim.strategies.kinds import Decision, built_in, decision_of, kind_of
from sim.strategies.outside import WHERE, Source, Told, problem_with
from sim.strategies.outside.files import read_strategies
from sim.strategies.outside.installed import installed
from sim.strategies.outside.recorded import recorded

Decisions = Mapping[str, Decision]
"""By name, as in a scenario file."""
Record = Mapping[str, Any]
"""What a result keeps of a source: its `file` name, its `sha256`, and its `kinds` by decision."""


@dataclass(frozen=True)
class StrategySet:
    """All strategies by decision, and which source those have that are from outside.

    Raises
    ------
    BadInput
        If two strategies for one decision have the same kind.
    """

    decisions: Decisions
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a kind that is taken."""
        if problems := list(self._clashes()):
            raise BadInput(problems)

    def __reduce__(self) -> tuple[type["StrategySet"], tuple[Decisions, tuple[Source, ...]]]:
        """Rebuild from the sources: another process makes classes of its own of them."""
        return StrategySet, (self.decisions, self.sources)

    @cached_property
    def choices(self) -> Choices:
        """By decision: the strategies to choose from."""
        return {
            each: (*built_in(each), *(other for other in self._source_of if issubclass(other, each)))
            for each in self.decisions.values()
        }

    @cached_property
    def _source_of(self) -> Mapping[type[Strategy], Source]:
        return {each: source for source in self.sources for each in source.strategies()}

    def sha256_of(self, strategy: Strategy) -> str | None:
        """Hash of the source of a strategy; None if it is the program's own."""
        source = self._source_of.get(type(strategy))
        return source.sha256 if source else None

    def telling(self) -> Told:
        """A block in which mistakes of code from outside are told with their place."""
        return Told({source.path for source in self.sources})

    def _clashes(self) -> Iterator[Problem]:
        taken: dict[tuple[Decision, str], str] = {}
        for strategy, source in self._source_of.items():
            decision, kind = decision_of(strategy), kind_of(strategy)
            own = kind in {kind_of(each) for each in built_in(decision)}
            other = "rivalry itself" if own else taken.get((decision, kind))
            if other is not None:
                wrong = f"kind {kind!r} is one of {other} already"
                yield problem_with(source, strategy, wrong, "give it a kind of its own")
            taken[decision, kind] = source.name

    def records(self, *said: object) -> list[Record]:
        """What to keep of the sources whose kinds are among the words of plain data."""
        words = {word for data in said for word in _words(data)}
        return [
            {"file": source.name, "sha256": source.sha256, "kinds": self._kinds(source)}
            for source in self.sources
            if words & {kind_of(each) for each in source.strategies()}
        ]

    def _kinds(self, source: Source) -> dict[str, list[str]]:
        """Kinds of a source by the name of their decision."""
        found = {
            name: [kind_of(each) for each in source.strategies() if issubclass(each, decision)]
            for name, decision in self.decisions.items()
        }
        return {name: kinds for name, kinds in found.items() if kinds}

    def refuse_other(self, records: Iterable[Record]) -> None:
        """See that the sources of a result are here as they were.

        Raises
        ------
        BadInput
            If one is missing, or not what it was.
        """
        if problems := [problem for record in records for problem in self._lacking(record)]:
            raise BadInput(problems)

    def _lacking(self, record: Record) -> Iterator[Problem]:
        name, wanted = record["file"], record["sha256"]
        by_name = {source.name: source.sha256 for source in self.sources}
        if wanted in by_name.values():
            return
        if name in by_name:
            problem = f"is not as it was when this was made (SHA-256 {by_name[name]}, then {wanted})"
            yield Problem(name, 1, 1, WHERE, problem, "name the file as it was")
        else:
            problem = f"this was made with strategies of that file (SHA-256 {wanted})"
            yield Problem(name, 1, 1, WHERE, problem, f"name it: --strategies {name}")


def with_files(decisions: Decisions, paths: Iterable[str | Path]) -> StrategySet:
    """The program's strategies, those that are installed, and those of some files.

    Raises
    ------
    BadInput
        If a file has a mistake, or a kind is taken.
    """
    return StrategySet(decisions, (*map(read_strategies, dict.fromkeys(paths)), *installed()))


def as_recorded(decisions: Decisions, records: Iterable[Record]) -> StrategySet:
    """The program's strategies, and stand-ins for those that a result was made with."""
    return StrategySet(decisions, tuple(recorded(record, decisions) for record in records))


def _words(data: object) -> Iterator[str]:
    """Every text in plain data, keys aside."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        yield from (word for value in data.values() for word in _words(value))
    elif isinstance(data, list | tuple):
        yield from (word for value in data for word in _words(value))
