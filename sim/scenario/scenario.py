"""The question: one market, its firms, and the strategies to set against each other in it.

Composed of the parameters that mechanisms and strategies own. A scenario file fills these models
in; an arm is a partial overlay of the same file.
"""

import json
import os
import pickle
from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import index
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NamedTuple, Self, SupportsIndex

from pydantic import Field, PrivateAttr, model_validator

from sim.files import BadInput, Problem, Shown, Tree, build, explain, overlay, read_tree
from sim.files.nodes import walk
from sim.files.overriding import override
from sim.files.problems import suggestion
from sim.files.restoring import restored_tree
from sim.scenario.checks import check_launches, check_leanings, check_names
from sim.scenario.mechanisms import Mechanisms
from sim.scenario.parts import Channel, Firm, Generation, Segment, Strategies
from sim.scenario.targets import Metric, Target
from sim.strategies.strategy_set import Record, StrategySet, as_recorded, with_files
from sim.units import Count, Name, PositiveYears, Spec

MOST_FIRMS: Final = 20

MOST_GENERATIONS: Final = 16

LIBRARY: Final = Path(__file__).parent.parent.parent / "scenarios"
"""Folder of the scenarios that come with the program."""


class Scenario(Spec):
    """One market, and the strategies to set against each other in it."""

    title: str = Field(description="name for people")
    question: str = Field(description="what this scenario is there to answer")
    case: str = Field("", description="the case it is drawn from")
    rows: tuple[str, ...] = Field(
        (), strict=False, description="rows of the catalogue of mechanisms that it shows"
    )
    watch: str = Field("", description="what to watch")
    expectation: str = Field("", description="what should come out")
    family: Literal["durable", "repertoire", "subscription", "account"] = Field(description="kind of market")
    focus: Name | None = Field(None, description="firm the comparison is about; nothing = the first")
    customers: Count = Field(20_000, le=2_000_000_000, description="people in the market")
    years: PositiveYears = Field(10.0, le=200, description="length of a run")
    periods_per_year: Annotated[int, Field(ge=1, le=365)] = Field(
        12, description="periods in a year: 12 = months, 52 = weeks"
    )
    segments: dict[Name, Segment] = Field({"everybody": Segment(share=1.0)}, min_length=1, max_length=200)
    generations: dict[Name, Generation] = Field(
        min_length=1, max_length=MOST_GENERATIONS, description="oldest first"
    )
    channels: dict[Name, Channel] = Field(min_length=1, max_length=12)
    firms: dict[Name, Firm] = Field(min_length=1, max_length=MOST_FIRMS)
    mechanisms: Mechanisms = Mechanisms()
    targets: dict[Metric, Target] = Field(
        {}, description="by key figure: what the focus firm wants to reach, to be checked against outcomes"
    )
    arms: dict[Name, dict[str, Any] | None] = Field(
        {}, description="by arm: what differs from the rest of the file; nothing = the file as it is"
    )

    _tree: Tree | None = PrivateAttr(default=None)
    _arm: str = PrivateAttr(default="")
    _known: StrategySet = PrivateAttr(default_factory=lambda: StrategySet(Strategies.decisions()))

    @property
    def arm_name(self) -> str:
        """Name of the arm that this is; empty for the file itself."""
        return self._arm

    @property
    def known_strategies(self) -> StrategySet:
        """The strategies that its firms may choose from."""
        return self._known

    def code_from_outside(self) -> dict[str, str]:
        """SHA-256 of the file of each strategy that is not the program's own, by its dotted path."""
        taken = (
            (f"firms.{name}.strategies.{decision}", strategy)
            for name, firm in self.firms.items()
            for decision, strategy in firm.strategies
            if strategy is not None
        )
        found = {path: self._known.sha256_of(strategy) for path, strategy in taken}
        return {path: digest for path, digest in found.items() if digest is not None}

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        """Take the files along that its strategies are of; they come first, or nothing could be unpacked."""
        packed = super().__reduce_ex__(protocol)
        return (
            (_unpacked, (self._known, pickle.dumps(packed, index(protocol))))
            if self._known.sources
            else packed
        )

    def arm(self, name: str) -> "Scenario":
        """The scenario of one arm.

        Raises
        ------
        BadInput
            If there is no such arm, or it does not fit.
        """
        return _built(overlay(self._source(), ("arms", name)), self._known, name)

    def set(self, *texts: str, **values: Any) -> "Scenario":  # noqa: ANN401 - any scenario value
        """The scenario with some values changed: texts "a.b.c=value", or values by dotted path.

        An arm's own values stay; to change an arm, name it: ``set("arms.late.years=5")``.

        Raises
        ------
        BadInput
            If a path is unknown or a value does not fit.
        """
        root = self._source().root
        for number, text in enumerate(
            [*texts, *(f"{path}={json.dumps(value)}" for path, value in values.items())], 1
        ):
            root = override(root, text, number)
        return _built(Tree(root), self._known, self._arm)

    def explained(self) -> list[Shown]:
        """Every value with its unit and where it came from, defaults included."""
        return list(explain(self, self._source()))

    def is_of_arm(self, path: str) -> bool:
        """Whether this is an arm which itself sets the value, or some of the values, at a dotted path."""
        node = self._source().node(tuple(path.split(".")))
        return node is not None and any(below.origin.within for _, below in walk(node))

    def places(self) -> dict[str, str]:
        """Where each value stands, by dotted path: "file.yaml:12", "--set" or "default"; empty if not read.

        Files are named without their folder.
        """
        if self._tree is None:
            return {}
        return {shown.path: Path(shown.origin).name for shown in self.explained()}

    def _source(self) -> Tree:
        if self._tree is None:
            raise BadInput([Problem("", 0, 0, "scenario", "was not read from a file", "use sim.load")])
        return self._tree

    @property
    def periods(self) -> int:
        """Length of a run in periods."""
        return max(1, round(self.years * self.periods_per_year))

    @property
    def period_years(self) -> float:
        """Length of a period in years."""
        return 1.0 / self.periods_per_year

    def stands_at_start(self, firm: str) -> bool:
        """Whether a firm is already established when the run begins, so that its sales need no takeoff."""
        repeat = self.mechanisms.customers.uncertain_demand.purchase_rate > 0.0
        adoption = self.mechanisms.cycles.adoption
        is_known_good = repeat and not (adoption.is_on and adoption.trial)
        return self.firms[firm].base.share > 0.0 or (is_known_good and self.firms[firm].enters == 0.0)

    @property
    def focus_firm(self) -> str:
        """The firm that comparisons are about."""
        return self.focus or next(iter(self.firms))

    @model_validator(mode="after")
    def _segments_make_a_whole(self) -> Self:
        total = sum(segment.share for segment in self.segments.values())
        if abs(total - 1.0) > 1e-6:
            raise ValueError(f"[segments] shares sum to {total:g} - make them sum to 1")
        return self

    @model_validator(mode="after")
    def _task_weights_make_a_whole(self) -> Self:
        total = sum(self.mechanisms.channels.channel_types.task_weights.values())
        if abs(total - 1.0) > 1e-6:
            raise ValueError(
                "[mechanisms.channels.channel_types.task_weights] "
                f"weights sum to {total:g} - make them sum to 1"
            )
        return self

    @model_validator(mode="after")
    def _bases_fit_into_the_market(self) -> Self:
        total = sum(firm.base.share for firm in self.firms.values())
        if total > 1.0 + 1e-6:
            raise ValueError(
                f"[firms] customer bases sum to {total:g} of all customers - make base.share sum to 1 at most"
            )
        return self

    @model_validator(mode="after")
    def _needs_agree(self) -> Self:
        needs = {len(generation.frontier) for generation in self.generations.values()}
        needs |= {len(segment.ideal) for segment in self.segments.values()}
        if len(needs) > 1 or not 1 <= min(needs) <= 6:
            raise ValueError(
                f"[generations] frontiers and ideals have {sorted(needs)} needs - give all the same, 1 to 6"
            )
        return self

    @model_validator(mode="after")
    def _some_needs_are_voiced(self) -> Self:
        law, needs = (
            self.mechanisms.customers.latent_needs,
            len(next(iter(self.generations.values())).frontier),
        )
        if law.is_on and law.latent >= needs:
            raise ValueError(
                f"[mechanisms.customers.latent_needs.latent] {law.latent} of {needs} needs are latent "
                "- leave at least one that is voiced"
            )
        return self

    @model_validator(mode="after")
    def _generations_come_in_order(self) -> Self:
        for (older, a), (newer, b) in pairwise(self.generations.items()):
            if b.available < a.available:
                raise ValueError(
                    f"[generations.{newer}.available] {b.available:g} is before {older} ({a.available:g}) "
                    "- list generations oldest first"
                )
        return self

    @model_validator(mode="after")
    def _firms_fit_the_market(self) -> Self:
        check_names(self.firms, self.generations, self.channels, self.segments)
        check_launches(self.firms, self.generations)
        check_leanings(self.segments, self.channels)
        if self.focus is not None and self.focus not in self.firms:
            raise ValueError(f"[focus] unknown firm {self.focus!r} - known are {', '.join(self.firms)}")
        return self


def _built(tree: Tree, known: StrategySet, arm: str = "") -> Scenario:
    with known.telling():
        scenario = build(Scenario, tree, known.choices)
    scenario._tree = tree
    scenario._arm = arm
    scenario._known = known
    return scenario


def _unpacked(known: StrategySet, packed: bytes) -> Scenario:
    """A scenario that arrived in another process, with the files that it needs."""
    assert known.choices  # made of the files here, which is what unpickling needs
    make, given, state, *_ = pickle.loads(packed)
    scenario: Scenario = make(*given)
    scenario.__setstate__(state)
    return scenario


def restore(
    data: Mapping[str, Any], origins: Mapping[str, str], arm: str = "", known: StrategySet | None = None
) -> Scenario:
    """A scenario from all its values as plain data, and where each of them once came from.

    Parameters
    ----------
    data, origins
        As `sim.files.restoring.restored_tree` takes them.
    arm
        Name of the arm that it is.
    known
        Strategies to choose from; None = the program's own.

    Raises
    ------
    BadInput
        If they are not those of a scenario of this version.
    """
    return _built(restored_tree(data, origins), known or StrategySet(Strategies.decisions()), arm)


def strategies_of(files: Sequence[str | Path]) -> StrategySet:
    """Strategies to choose from: the program's, those of installed packages, and those of some Python files.

    Raises
    ------
    BadInput
        If a file has a mistake, or a kind is taken.
    """
    return with_files(Strategies.decisions(), files)


def strategies_again(records: Sequence[Record], given: StrategySet | None) -> StrategySet:
    """Strategies that a result was made with: those given, or stand-ins with which it can be read.

    Raises
    ------
    BadInput
        If those given are not those of the result.
    """
    if given is None:
        return as_recorded(Strategies.decisions(), records)
    given.refuse_other(records)
    return given


def find(name: str | Path) -> Path:
    """The file that a name or path stands for; a bare name may be one of the library's.

    Raises
    ------
    BadInput
        If it looks like a name of the library and is none.
    """
    path, bare = Path(name), not Path(name).suffix and Path(name).name == str(name)
    packaged = LIBRARY / f"{name}.yaml"
    if bare and not os.path.isfile(path) and os.path.isfile(packaged):
        return packaged
    if bare and not os.path.lexists(path):
        known = sorted(file.stem for file in LIBRARY.glob("*.yaml"))
        raise BadInput(
            [
                Problem(
                    str(name),
                    1,
                    1,
                    "scenario",
                    "is neither a file nor a scenario of the library",
                    suggestion(str(name), known),
                )
            ]
        )
    return path


def load(path: str | Path, *overrides: str, strategies: str | Path | Sequence[str | Path] = ()) -> Scenario:
    """Read a scenario file, or one of the library by its name, with overrides "a.b.c=value".

    Parameters
    ----------
    path
        The file, or the name.
    overrides
        What to change.
    strategies
        Python files with strategies of your own, which are run. A scenario alone never has code run.

    Raises
    ------
    BadInput
        With every problem found, each with file, line, column and a remedy.
    """
    known = strategies_of([strategies] if isinstance(strategies, str | Path) else strategies)
    scenario = _built(read_tree(find(path), overrides, LIBRARY), known)
    for name in scenario.arms:
        scenario.arm(name)
    return scenario


class Entry(NamedTuple):
    """One scenario of the library: the name that commands take, its title, catalogue rows and arms."""

    name: str
    title: str
    rows: tuple[str, ...]
    arms: tuple[str, ...]


def library(folder: Path = LIBRARY) -> list[Entry]:
    """Every scenario of the library, by name.

    Raises
    ------
    BadInput
        If one of the files has a mistake.
    """
    return [_entry(path) for path in sorted(folder.glob("*.yaml"))]


def _entry(path: Path) -> Entry:
    scenario = load(path)
    return Entry(path.stem, scenario.title, scenario.rows, tuple(scenario.arms))
