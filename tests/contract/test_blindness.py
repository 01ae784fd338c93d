"""Firms are blind to the truth: what no record of theirs shows changes no decision (C5)."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest

from sim.agents.customers import Columns
from sim.agents.firms import Firm
from sim.model import MarketModel
from sim.processes.firms.perception import Looking
from sim.state.counts import Tally
from sim.strategies.base import Offers, Strategy
from tests.contract.small import busy
from tests.contract.test_strategies import LIBRARY, both, same

BOOKS = {"first", "last", "purchases", "money", "contribution", "defaults", "referrer"}
"""Columns of which a firm's records show its own row."""
ESTIMATED = {"money"}
"""Columns of which it also guesses its rivals' rows."""
COUNTED = {"units", "stages", "won", "lost"}
"""What a firm's own accounts count, in its own row."""
VIEWS = {"off": (), "on": ("mechanisms.crm.customer_view={departments: 2}",)}
MOMENT = 7


@cache
def model(view: str) -> MarketModel:
    """The busy market halfway through, where all have bought, some are lost and some offers are open."""
    lived = MarketModel(busy(*VIEWS[view]), seed=6)
    for _ in range(MOMENT):
        lived.step()
    return lived


def decisions(market: MarketModel, firm: Firm, kind: type[Strategy]) -> list[Offers]:
    return [strategy.decide(Looking(market.market).view(firm)) for strategy in both(kind)]


@contextmanager
def changed(array: Any, rows: Any) -> Iterator[None]:
    """Every value of some rows of a column other than it is, for a while."""
    before = array.copy()
    array[rows] = 0.37 - array[rows] if array.dtype.kind == "f" else array[rows] + 1
    assert (array[rows] != before[rows]).all()
    yield
    array[:] = before


def hidden(name: str, column: Any, firm: Firm) -> Any:
    """Rows of a column that no record of a firm shows."""
    if name not in BOOKS:
        return slice(None)
    if name in ESTIMATED:
        return []
    return [row for row in range(len(column)) if row != firm.index]


def leaks(market: MarketModel, kind: type[Strategy], table: Any, shown: Any) -> Iterator[str]:
    """Arrays of a table by whose hidden rows somebody decides."""
    for firm in market.firms:
        before = decisions(market, firm, kind)
        for name, array in table._asdict().items():
            with changed(array, shown(name, array, firm)):
                after = decisions(market, firm, kind)
            if not all(map(same, before, after)):
                yield f"{name} to {firm.name}"


def not_counted(name: str, counts: Any, firm: Firm) -> Any:
    """Rows of a tally that are not in a firm's own accounts."""
    return [row for row in range(len(counts)) if name not in COUNTED or row != firm.index]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("kind", LIBRARY, ids=lambda kind: kind.__name__)
def test_a_trait_or_state_that_no_record_shows_changes_no_decision(kind: type[Strategy], view: str):
    columns = model(view).market.customers.columns
    assert list(leaks(model(view), kind, columns, hidden)) == []


@pytest.mark.parametrize("kind", LIBRARY, ids=lambda kind: kind.__name__)
def test_what_only_others_count_changes_no_decision(kind: type[Strategy]):
    """Rivals' sales and losses, and everybody's satisfaction and loyalty, that of the own customers too."""
    tally = model("on").market.tally
    assert tally is not None
    assert list(leaks(model("on"), kind, tally, not_counted)) == []


@pytest.mark.parametrize("kind", LIBRARY, ids=lambda kind: kind.__name__)
def test_what_only_rivals_know_of_themselves_changes_no_decision(kind: type[Strategy]):
    for me in model("on").firms:
        lived = MarketModel(busy(*VIEWS["on"]), seed=6)
        for _ in range(2):
            lived.step()
        firm = lived.firms[me.index]
        before = decisions(lived, firm, kind)
        for rival in lived.firms:
            if rival is not firm:
                keep_to_oneself(lived, rival)
        assert all(map(same, before, decisions(lived, firm, kind)))


def keep_to_oneself(lived: MarketModel, firm: Firm) -> None:
    """Change everything in a firm that no window shows."""
    firm.data_quality, firm.joined = 0.1, 0.9
    firm.offers = Offers(advertising=1e6, retention=1e6)
    firm.effort = dict.fromkeys(firm.effort, 9.0)
    firm.decline_since = 0
    lived.market.ledger.last_revenue[firm.index] += 1_000_000
    lived.market.ledger.last_profit[firm.index] -= 1_000_000
    lived.market.ledger.last_margin[firm.index] += 1_000_000
    for line in firm.products.values():
        line.readiness = 0.99
        line.position = [place + 1.0 for place in line.position]


@pytest.mark.parametrize("name", sorted(BOOKS))
def test_what_records_show_does_change_decisions(name: str):
    """So the tests above would notice: the library decides by every column of the books."""
    market = model("on")
    column = market.market.customers.columns._asdict()[name]

    def moves(kind: type[Strategy], firm: Firm) -> bool:
        before = decisions(market, firm, kind)
        with shuffled(column, firm.index):
            return not all(map(same, before, decisions(market, firm, kind)))

    assert any(moves(kind, firm) for kind in LIBRARY for firm in market.firms)


@contextmanager
def shuffled(column: Any, row: int) -> Iterator[None]:
    """One firm's row of a column in the reverse order of people, for a while."""
    before = column.copy()
    column[row] = before[row, ::-1]
    yield
    column[:] = before


def test_the_names_of_what_is_shown_are_those_of_columns_and_counts():
    assert BOOKS.issubset(Columns._fields)
    assert ESTIMATED.issubset(BOOKS)
    assert COUNTED.issubset(Tally._fields)
