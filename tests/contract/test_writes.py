"""A process writes only what it says, and customers' processes run in the order that the schedule gives."""

import ast
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator
from copy import deepcopy
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.compiling import kernel
from sim.model import MarketModel
from sim.processes.customers import customers_live as crowd_module
from sim.processes.customers.count_relationships import count_relationships
from sim.processes.customers.customers_live import customers_live, new_scene
from sim.processes.customers.have_contacts import have_contacts
from sim.processes.customers.have_occasions import have_occasions
from sim.processes.customers.hear_neighbours import hear_neighbours
from sim.processes.customers.move_stages import move_stages
from sim.processes.customers.receive_messages import receive_messages
from sim.processes.customers.tell import tell
from sim.processes.customers.trade import trade
from sim.processes.schedule import CUSTOMERS_PART, SCHEDULE
from sim.state.market import Market, Scene
from tests.contract.small import busy
from tests.reference.markets import MARKETS, market

NAMES = [name for name, _ in CUSTOMERS_PART]
LOOPS = ("prepare_rows", "finish_rows")
HELPERS = {"range", "min", "fetch"}
EVENTFUL = (
    "a durable",
    "contracts",
    "frequent purchases with personal offers",
    "a bankrupt firm",
    "lively talk",
    "frequent purchases that are tried first, and left for good",
    "frequent purchases of trade customers whose salespeople push or help",
    "frequent purchases by task, quickened by channels",
)


@kernel
def one_process(scene: Scene, start: int, stop: int, number: int) -> None:
    """One of NAMES, in their order; loops can be called from a kernel only."""
    if number == 0:
        hear_neighbours(scene, start, stop)
    elif number == 1:
        receive_messages(scene, start, stop)
    elif number == 2:
        have_occasions(scene, start, stop)
    elif number == 3:
        trade(scene, start, stop)
    elif number == 4:
        have_contacts(scene, start, stop)
    elif number == 5:
        move_stages(scene, start, stop)
    elif number == 6:
        count_relationships(scene, start, stop)
    elif number == 7:
        tell(scene, start, stop)


INSIDE_FIRMS = "mechanisms.crm={hand_overs: {}, call_centre: {}, crm_programme: {}}"
BESIDES: dict[str, Callable[[Market], Any]] = {
    "firms": lambda market: [plain(firm) for firm in market.firms],
    "ledger": lambda market: market.ledger.balance,
    "market.resellers": lambda market: list(market.resellers),
}
"""What a step may write besides columns of customers, as its docstring names it."""


def plain(thing: Any) -> Any:
    """All that an object of ours holds, to the bottom, in what can be compared; model and scenario aside."""
    if isinstance(thing, dict):
        return {key: plain(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [plain(one) for one in thing]
    if isinstance(thing, set | frozenset):
        return sorted(map(repr, thing))
    held = getattr(thing, "__dict__", None) or getattr(type(thing), "__slots__", ())
    if type(thing).__module__.startswith("sim.") and not isinstance(thing, Enum):
        return {name: plain(getattr(thing, name)) for name in held if name not in {"model", "spec"}}
    return repr(thing)


class Changes:
    """Which columns each step has changed, and what else."""

    def __init__(self, model: MarketModel) -> None:
        self.market, self.columns = model.market, model.market.customers.columns
        self.seen: dict[str, set[str]] = defaultdict(set)
        self.besides: dict[str, set[str]] = defaultdict(set)

    def watch_all(self, step: str, run: Any, *arguments: Any) -> None:
        """Watch a step of the schedule, in all that it may write."""
        before = {name: deepcopy(read(self.market)) for name, read in BESIDES.items()}
        self.watch(step, run, *arguments)
        for name, read in BESIDES.items():
            if not all(map(np.array_equal, before[name], read(self.market))):
                self.besides[step].add(name)

    def watch(self, step: str, run: Any, *arguments: Any) -> None:
        before = [column.copy() for column in self.columns]
        run(*arguments)
        changed = {
            name
            for name, old, new in zip(self.columns._fields, before, self.columns, strict=True)
            if not np.array_equal(old, new)
        }
        self.seen[step] |= changed


def watched_period(model: MarketModel, changes: Changes) -> None:
    """A period, with the customers' part in pieces."""
    model.market.ledger.open_period()
    for step in SCHEDULE:
        if step.run is customers_live:
            changes.watch_all(step.name, live_in_pieces, model, changes)
        else:
            changes.watch_all(step.name, step.run, model.market)
    model.market.period += 1


def live_in_pieces(model: MarketModel, changes: Changes) -> None:
    """What `customers_live` does where nothing is scarce, one process after the other over all people."""
    people = len(model.market.customers)
    scene = new_scene(model.market, (0, people))
    for number, name in enumerate(NAMES):
        changes.watch(name, one_process, scene, 0, people, number)
    model.market.tally = scene.tally
    scene.columns.told[:] = scene.columns.telling


def watched() -> Iterator[tuple[Changes, MarketModel, MarketModel]]:
    """Markets lived through in pieces, and as usual."""
    for scenario in (busy(INSIDE_FIRMS), *(market(name) for name in EVENTFUL)):
        pieces, whole = MarketModel(scenario, seed=3), MarketModel(scenario, seed=3)
        changes = Changes(pieces)
        for _ in range(scenario.periods):
            watched_period(pieces, changes)
            whole.step()
        yield changes, pieces, whole


@pytest.fixture(scope="module")
def runs() -> list[tuple[Changes, MarketModel, MarketModel]]:
    return list(watched())


@pytest.mark.slow
def test_a_process_writes_what_it_declares_and_nothing_else(
    runs: list[tuple[Changes, MarketModel, MarketModel]],
):
    written: dict[str, set[str]] = defaultdict(set)
    for changes, _, _ in runs:
        for step, names in changes.seen.items():
            written[step] |= names
    declared = {step.name: set(step.writes) for step in SCHEDULE} | {
        name: set(writes) for name, writes in CUSTOMERS_PART
    }
    assert {step: names - declared[step] for step, names in written.items() if names - declared[step]} == {}
    assert {step: names - written[step] for step, names in declared.items() if names - written[step]} == {}


@pytest.mark.slow
def test_pieces_one_after_the_other_are_the_same_as_all_in_one_loop(
    runs: list[tuple[Changes, MarketModel, MarketModel]],
):
    for _, pieces, whole in runs:
        for name, column in pieces.market.customers.columns._asdict().items():
            assert np.array_equal(column, whole.market.customers.columns._asdict()[name]), name


@pytest.mark.slow
def test_a_step_says_what_it_writes_besides_columns_of_customers(
    runs: list[tuple[Changes, MarketModel, MarketModel]],
):
    for step in SCHEDULE:
        says = (inspect.getdoc(step.run) or "").partition("Writes:")[2]
        written = set().union(*(changes.besides[step.name] for changes, _, _ in runs))
        assert written == {name for name in BESIDES if name in says}, step.name


def calls(tree: ast.Module, function: str) -> list[str]:
    """Names that a function calls, in the order of its text."""
    node = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function)
    found = [call for statement in node.body for call in ast.walk(statement) if isinstance(call, ast.Call)]
    names = sorted((call.lineno, call.col_offset, ast.unparse(call.func)) for call in found)
    return [name for _, _, name in names]


def test_the_compiled_loops_call_the_customers_processes_in_the_order_of_the_schedule():
    tree = ast.parse(Path(crowd_module.__file__).read_text(encoding="utf-8"))
    called = [name for loop in LOOPS for name in calls(tree, loop)]
    assert [name for name in called if name not in HELPERS] == NAMES


def test_every_market_of_the_twin_can_be_watched():
    assert set(EVENTFUL) <= set(MARKETS)
