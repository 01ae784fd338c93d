"""A search for the best parameters, from its plan file to what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from analysis.evaluating import evaluator
from analysis.optimise import OptimisePlan, Search
from analysis.optimise import optimise as look
from sim.files import build, read_tree
from sim.progress import Style, progress
from sim.scenario import LIBRARY, Scenario, find, load
from sim.storage import write_tables


class SearchPlan(OptimisePlan):
    """A search, as its file says it."""

    scenario: str = Field(description="scenario file beside the plan, or the name of one in the library")


@dataclass(frozen=True)
class SearchOrder:
    """What to search, and where to keep what was tried."""

    file: str
    folder: Path
    changes: tuple[str, ...] = ()
    trials: int | None = None
    jobs: int | None = None
    style: Style = "auto"


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
    plan = build(SearchPlan, read_tree(path, (), LIBRARY))
    beside = path.parent / plan.scenario
    scenario = load(beside if beside.is_file() else plan.scenario, *order.changes)
    return scenario, plan.model_copy(update={"trials": order.trials or plan.trials})


def _said(found: Search) -> Iterator[str]:
    yield found.finding()
    yield ""
    yield found.fresh_table().to_string(index=False, na_rep="–")
    yield ""
    yield from found.notes()
