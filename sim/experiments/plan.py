"""The plan of a sweep: a scenario, its arms, replications, a design over any of its keys, and what to keep.

A plan is a YAML file; a scenario file, or the name of one, is a plan that varies nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Final, Self

from pydantic import ConfigDict, Field, model_validator

from sim.experiments.designs import AnyDesign, ListedPoints
from sim.experiments.designs.factors import Levels, Span
from sim.files import BadInput, Problem, Tree, build, read_tree
from sim.files.nodes import Node
from sim.files.places import Origin
from sim.files.problems import dotted, nearest, suggestion
from sim.result.dictionary import DATA_DICTIONARY, OUTCOMES
from sim.scenario.arms import AS_IT_IS
from sim.scenario.scenario import LIBRARY, Scenario, find, load
from sim.units import Name, PositiveCount, Spec

PLANS: Final = LIBRARY / "plans"
"""Folder of the plans that come with the program."""
MOST_REPLICATIONS: Final = 1_000_000
TRIED: Final = 16
"""Values of a factor that are tried in the scenario before anything runs."""


class Keep(Spec):
    """What is kept of every run."""

    outcomes: tuple[str, ...] = Field(
        (), strict=False, description="columns of the table outcome; nothing = all of them"
    )
    tables: tuple[str, ...] = Field(
        (), strict=False, description="tables kept whole beside outcome, such as firm"
    )

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        outcomes = [column.name for column in OUTCOMES.columns if column.name != "firm"]
        for key, used, known in (
            ("outcomes", self.outcomes, outcomes),
            ("tables", self.tables, [*DATA_DICTIONARY]),
        ):
            for number, name in enumerate(used):
                if name not in known:
                    raise ValueError(f"[{key}] unknown {key[:-1]} {name!r} - {suggestion(name, known)}")
                if name in used[:number]:
                    raise ValueError(f"[{key}] has {name!r} twice - list each once")
        return self


class Plan(Spec):
    """A sweep, as its file says it."""

    model_config = ConfigDict(populate_by_name=True)

    scenario: str = Field(description="scenario file beside the plan, or the name of one in the library")
    changes: tuple[str, ...] = Field(
        (), alias="set", strict=False, description="changes to the scenario, as --set takes them"
    )
    arms: tuple[Name, ...] = Field((), strict=False, description="arms to run; nothing = all of them")
    replications: Annotated[PositiveCount, Field(le=MOST_REPLICATIONS)] = Field(
        30, description="runs of every arm at every point, each with its own luck"
    )
    seed: int = Field(0, ge=0, le=1_000_000_000, description="seed of the first replication")
    design: AnyDesign | None = Field(None, description="what varies; nothing = the scenario as it is")
    keep: Keep = Keep()
    time_limit: float | None = Field(
        None, gt=0, json_schema_extra={"unit": "seconds"}, description="a run that takes longer has failed"
    )


@dataclass(frozen=True)
class Wanted:
    """What the command line says over a plan; None or nothing = what the plan says."""

    changes: Sequence[str] = ()
    design: AnyDesign | None = None
    replications: int | None = None
    seed: int | None = None
    arms: Sequence[str] = ()
    tables: Sequence[str] = ()
    time_limit: float | None = None
    strategies: Sequence[str] = ()
    """Python files with strategies of one's own; no plan can name any."""


@dataclass(frozen=True)
class Read:
    """A plan, and the scenario of every arm that it runs."""

    name: str
    plan: Plan
    arms: dict[str, Scenario]


def find_plan(name: str) -> Path:
    """The file that a name or path stands for: a plan of the library, or as for scenarios.

    Raises
    ------
    BadInput
        If it looks like a name of the library and is none.
    """
    packaged = PLANS / f"{name}.yaml"
    if Path(name).name == name and not Path(name).suffix and not Path(name).exists() and packaged.is_file():
        return packaged
    try:
        return find(name)
    except BadInput as bad:
        plans = sorted(path.stem for path in PLANS.glob("*.yaml"))
        if close := nearest(name, plans):
            raise BadInput([replace(bad.problems[0], remedy=f"nearest is '{close}'")]) from None
        raise


def read_plan(file: str, wanted: Wanted | None = None) -> Read:
    """Read a plan file, or a scenario as a plan, and everything that it needs.

    Raises
    ------
    BadInput
        With every problem found in the plan, its scenario or the values of its design.
    """
    said = wanted or Wanted()
    path = find_plan(file)
    tree = read_tree(path, (), LIBRARY)
    is_plan = tree.node(("scenario",)) is not None
    plan = build(Plan, tree) if is_plan else Plan(scenario=str(path))
    scenario = _scenario(path, plan, tree, said) if is_plan else _loaded(path, said.changes, said)
    plan = _over(plan, said)
    arms = _arms(scenario, plan, tree)
    _try_design(plan, arms, None if said.design else tree)
    return Read(path.stem, plan, arms)


def _over(plan: Plan, said: Wanted) -> Plan:
    """The plan with what the command line says laid over it, checked again."""
    update = {
        "changes": (*plan.changes, *said.changes),
        "design": said.design or plan.design,
        "replications": said.replications or plan.replications,
        "seed": plan.seed if said.seed is None else said.seed,
        "arms": tuple(said.arms) or plan.arms,
        "keep": _kept(plan.keep, said.tables),
        "time_limit": said.time_limit or plan.time_limit,
    }
    return plan.model_copy(update=update)


def _kept(keep: Keep, tables: Sequence[str]) -> Keep:
    """What a plan keeps, and more tables."""
    for number, name in enumerate(tables, 1):
        if name not in DATA_DICTIONARY:
            remedy = suggestion(name, DATA_DICTIONARY)
            raise BadInput([Problem("--table", number, 1, "table", f"unknown table {name!r}", remedy)])
    return Keep(outcomes=keep.outcomes, tables=tuple(dict.fromkeys((*keep.tables, *tables))))


def _scenario(path: Path, plan: Plan, tree: Tree, said: Wanted) -> Scenario:
    beside = path.parent / plan.scenario
    name: str | Path = beside if beside.is_file() else plan.scenario
    try:
        return _loaded(name, (*plan.changes, *said.changes), said)
    except BadInput as bad:
        raise BadInput(_at_plan(problem, plan, tree) for problem in bad.problems) from None


def _loaded(name: str | Path, changes: Sequence[str], said: Wanted) -> Scenario:
    return load(name, *changes, strategies=said.strategies)


def _at_plan(problem: Problem, plan: Plan, tree: Tree) -> Problem:
    """A problem with a change that the plan makes stands in the plan; one of --set counts from there on."""
    if problem.file == "--set" and problem.line <= len(plan.changes):
        return _moved(problem, tree.nearest(("set", problem.line - 1)))
    if problem.file == "--set":
        return replace(problem, line=problem.line - len(plan.changes))
    return _moved(problem, tree.nearest(("scenario",))) if problem.file == plan.scenario else problem


def _moved(problem: Problem, node: Node) -> Problem:
    return replace(problem, file=node.origin.file, line=node.origin.line, column=node.origin.column)


def _arms(scenario: Scenario, plan: Plan, tree: Tree) -> dict[str, Scenario]:
    known = [*scenario.arms] or [AS_IT_IS]
    for number, name in enumerate(plan.arms):
        if name not in known:
            raise BadInput(
                [
                    _origin(tree, ("arms", number)).problem(
                        ("arms",), f"unknown arm {name!r}", suggestion(name, known)
                    )
                ]
            )
    return {name: scenario.arm(name) if name in scenario.arms else scenario for name in (plan.arms or known)}


def _origin(tree: Tree, steps: tuple[str | int, ...]) -> Origin:
    """Place in the plan; the command line's, if that is where it was said."""
    node = tree.node(steps[:1])
    return tree.nearest(steps).origin if node is not None else Origin("command line", 1, 1)


def _try_design(plan: Plan, arms: dict[str, Scenario], tree: Tree | None) -> None:
    """Refuse a design whose paths or values the scenario does not take, before anything runs.

    `tree` is the plan's file if the design is from there.
    """
    if plan.design is None:
        return
    problems = [
        _of_factor(problem, path, plan.design, tree)
        for path, values in _tried(plan.design).items()
        for problem in _refusals(path, values, arms)
    ]
    if problems:
        raise BadInput(dict.fromkeys(problems))


def _tried(design: AnyDesign) -> dict[str, list[Any]]:
    """Some values of every factor, spread over all that it takes."""
    if isinstance(design, ListedPoints):
        values = {path: [point[path] for point in design.listed if path in point] for path in design.factors}
        return {path: found[:TRIED] for path, found in values.items()}
    return {path: _some(factor) for path, factor in design.over.items()}


def _some(factor: Levels | Span | tuple[Any, ...]) -> list[Any]:
    if isinstance(factor, Levels):
        step = max(1, (factor.steps - 1) // TRIED)
        return [factor.level(number) for number in range(0, factor.steps, step)]
    return [*factor.ends] if isinstance(factor, Span) else [*factor[:TRIED]]


def _refusals(path: str, values: Sequence[object], arms: dict[str, Scenario]) -> list[Problem]:
    """What every arm has against a factor and its values."""
    found: list[Problem] = []
    for name, scenario in arms.items():
        if scenario.is_of_arm(path):
            problem = f"is what arm {name!r} itself sets, so it cannot vary for all arms"
            found.append(Problem("", 1, 1, path, problem, "vary another key, or leave the arm out"))
            continue
        for value in values:
            try:
                scenario.set(**{path: value})
            except BadInput as bad:
                found += bad.problems[:1]
    return found


def _of_factor(problem: Problem, path: str, design: AnyDesign, tree: Tree | None) -> Problem:
    """The problem at the place of the factor: in the plan, or in what the command line varies."""
    if tree is None:
        return replace(problem, file="--vary", line=design.factors.index(path) + 1, column=1, path=path)
    steps: tuple[str | int, ...] = ("design", "over", path)
    if isinstance(design, ListedPoints):
        number = next(number for number, point in enumerate(design.listed) if path in point)
        steps = ("design", "points", number, path)
    return _moved(replace(problem, path=dotted(steps)), tree.nearest(steps))
