"""A search for the best parameters, from its plan file to what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.evaluation import evaluator
from analysis.optimise import Search, SearchPlan
from analysis.optimise import optimise as look
from sim.experiments.progress import Style, progress
from sim.experiments.storage import write_tables
from sim.files import BadInput, Problem, Tree, build, read_tree
from sim.files.problems import dotted
from sim.scenario.scenario import LIBRARY, Scenario, find, load


@dataclass(frozen=True)
class SearchOrder:
    """What to search, and where to keep what was tried."""

    file: str
    folder: Path
    changes: tuple[str, ...] = ()
    trials: int | None = None
    jobs: int | None = None
    style: Style = "auto"
    strategies: tuple[str, ...] = ()
    """Python files with strategies of one's own."""


def search(order: SearchOrder) -> Iterator[str]:
    """Search, or go on with it; what came out, line by line.

    Raises
    ------
    BadInput, Refusal
        If the plan does not fit, or another process searches in the folder.
    OSError
        If the folder cannot be used.
    """
    scenario, plan = read_search(order)
    order.folder.mkdir(parents=True, exist_ok=True)
    journal = order.folder / "journal.log"
    with progress("trials", order.style) as told, evaluator(order.jobs) as evaluate:
        found = look(scenario, plan, journal, evaluate, told)
    write_tables({"trials": found.table(), "fresh": found.fresh_table()}, order.folder, "csv")
    yield from _said(found)


def read_search(order: SearchOrder) -> tuple[Scenario, SearchPlan]:
    """The scenario and the plan of a search.

    Raises
    ------
    BadInput
        With every problem found.
    """
    path = find(order.file)
    tree = read_tree(path, (), LIBRARY)
    plan = build(SearchPlan, tree)
    beside = path.parent / plan.scenario
    try:
        name = beside if beside.is_file() else plan.scenario
        scenario = load(name, *order.changes, strategies=order.strategies)
    except BadInput as bad:
        named = [each for each in bad.problems if each.file == plan.scenario]
        raise BadInput([_moved(each, ("scenario",), tree) for each in named] or bad.problems) from None
    try:
        plan.base(scenario)
    except BadInput as bad:
        raise BadInput(_at_plan(problem, plan, tree) for problem in bad.problems) from None
    return scenario, plan.model_copy(update={"trials": order.trials or plan.trials})


def _at_plan(problem: Problem, plan: SearchPlan, tree: Tree) -> Problem:
    """A problem with a path or value that the plan searches, at its place in the plan."""
    steps = next(
        (("over", path) for path in plan.over if f"{path}.".startswith(f"{problem.path}.")),
        tuple(problem.path.split(".", 1)),
    )
    return _moved(problem, steps, tree)


def _moved(problem: Problem, steps: tuple[str, ...], tree: Tree) -> Problem:
    origin = tree.nearest(steps).origin
    return replace(problem, file=origin.file, line=origin.line, column=origin.column, path=dotted(steps))


def _said(found: Search) -> Iterator[str]:
    yield found.finding()
    yield ""
    yield found.fresh_table().to_string(index=False, na_rep="–")
    yield ""
    yield from found.notes()
