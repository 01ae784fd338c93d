"""E8 on the scenario `subscription`: firms out of cash leave, their customers are free, the books hold."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

from sim import Scenario, load
from sim.agents.customers import NOBODY
from sim.mechanisms.crm.relationship_stages import ATTRACTION, LOST
from sim.model import MarketModel
from sim.state.ledger import Account
from tests.evidence import surely
from tests.runs import found_in
from tests.support import EXACT

NO_EXIT = "mechanisms.firms.entry_and_exit.strength=0"
DOOMED = "newcomer"
SCENARIO = ("customers=2000", "years=4", f"firms.{DOOMED}.cash=200000")
"""With a tenth of the people nobody earns the fixed costs; only the newcomer cannot bear it."""
INDEX = list(load("subscription").firms).index(DOOMED)


class Ending(NamedTuple):
    """What a run that was watched to its end showed of the doomed firm and of the books."""

    freed: int
    """Customers whom the bankrupt firm had when it left."""
    served: int
    """Those of them who have a contract with another firm a year later."""
    status: list[str]
    """In each period."""
    left_over: dict[str, Any]
    """At the end: its customers, whom it makes offers, and the stages that people are in with it."""
    books: dict[str, np.ndarray]
    """Of all firms in each period: units, profit_cents, cash_cents, revenue."""
    capital: np.ndarray
    """Cents paid into each firm."""
    spent: int
    """Cents spent by all customers."""


def ended(scenario: Scenario, seed: int) -> Ending:
    """One run, and what became of the doomed firm's customers."""
    model = MarketModel(scenario, seed=seed)
    columns = model.market.customers.columns
    doomed = next(firm for firm in model.firms if firm.name == DOOMED)
    theirs, freed, served, left_at = np.zeros(len(model.market.customers), dtype=bool), 0, 0, None
    while model.running:
        before = columns.supplier == doomed.index
        model.step()
        if not doomed.is_active and left_at is None:
            left_at, theirs = model.market.period, before & (columns.supplier == NOBODY)
            freed = int(theirs.sum())
        if left_at is not None and model.market.period == left_at + 12:
            served = int((theirs & (columns.supplier >= 0)).sum())
    ledger, figures = model.market.ledger, model.figures
    ledger.check()
    return Ending(
        freed,
        served,
        status=[str(status) for status in figures.status[:, doomed.index]],
        left_over={
            "customers": int((columns.supplier == doomed.index).sum()),
            "offers": int(np.count_nonzero(columns.offer[doomed.index])),
            "stages": set(np.unique(columns.stage[doomed.index]).tolist()),
        },
        books={
            "units": figures.by("units", "firms"),
            "profit_cents": figures.profit,
            "cash_cents": figures.cash,
            "revenue": figures.by("revenue", "firms"),
        },
        capital=-ledger.balance[:, list(Account).index(Account.CAPITAL)],
        spent=ledger.spent_by_customers,
    )


def endings(replications: int, *overrides: str) -> list[Ending]:
    scenario = load("subscription").set(*SCENARIO, *overrides)
    return found_in(ended, [(scenario, seed) for seed in range(replications)])


def elsewhere(replications: int) -> pd.Series:
    """Share of the freed who have a contract elsewhere after a year."""
    return pd.Series([ending.served / ending.freed for ending in endings(replications)])


@pytest.mark.slow
def test_a_firm_beyond_its_credit_leaves_and_all_its_customers_are_free():
    for ending in endings(EXACT):
        assert ending.status[-1] == "bankrupt"
        assert ending.freed > 0
        assert ending.left_over["customers"] == 0
        assert ending.left_over["offers"] == 0
        assert ending.left_over["stages"] <= {ATTRACTION, LOST}


@pytest.mark.slow
def test_the_freed_turn_to_others():
    """After a year more of them have a contract elsewhere than would look for one unprompted (0.39)."""
    assert surely(elsewhere) > 1 - np.exp(-0.5)


@pytest.mark.slow
def test_a_bankrupt_firm_neither_sells_nor_spends():
    for ending in endings(EXACT):
        after = [period for period, status in enumerate(ending.status) if status == "bankrupt"][1:]
        assert after
        assert ending.books["units"][after, INDEX].sum() == 0
        assert not ending.books["profit_cents"][after, INDEX].any()


@pytest.mark.slow
def test_nothing_is_lost_from_the_books():
    """Cash is what was paid in plus all profits, to the cent, for the bankrupt as for the others."""
    for ending in endings(EXACT):
        earned = ending.books["profit_cents"].sum(axis=0)
        assert (ending.books["cash_cents"][-1] == ending.capital + earned).all()
        assert ending.spent == ending.books["revenue"].sum()


@pytest.mark.slow
def test_without_exit_the_same_firm_stays_in_debt_and_keeps_its_customers():
    for ending in endings(EXACT, NO_EXIT):
        assert ending.status[-1] == "active"
        assert ending.freed == 0
        assert ending.books["cash_cents"][-1, INDEX] < 0
        assert ending.left_over["customers"] > 0
