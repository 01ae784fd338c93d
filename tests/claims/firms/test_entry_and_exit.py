"""E8 on the scenario `subscription`: firms out of cash leave, their customers are free, the books hold."""

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

from sim import load
from sim.agents.customers import NOBODY
from sim.mechanisms.crm.relationship_stages import ATTRACTION, LOST
from sim.model import MarketModel
from sim.state.ledger import Account
from tests.support import SEEDS, interval

NO_EXIT = "mechanisms.firms.entry_and_exit.strength=0"
DOOMED = "newcomer"
SCENARIO = ("customers=2000", "years=4", f"firms.{DOOMED}.cash=200000")
"""With a tenth of the people nobody earns the fixed costs; only the newcomer cannot bear it."""


class Ending(NamedTuple):
    """A run that was watched to its end."""

    model: MarketModel
    freed: int
    """Customers whom the bankrupt firm had when it left."""
    served: int
    """Those of them who have a contract with another firm a year later."""


@cache
def ended(seed: int, *overrides: str) -> Ending:
    """One run, and what became of the doomed firm's customers."""
    model = MarketModel(load("subscription").set(*SCENARIO, *overrides), seed=seed)
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
    return Ending(model, freed, served)


def status_at_the_end(ending: Ending) -> str:
    """Status of the doomed firm in the last record."""
    return str(ending.model.figures.status[-1, _index(ending)])


def _index(ending: Ending) -> int:
    return list(ending.model.question.firms).index(DOOMED)


@pytest.mark.slow
def test_a_firm_beyond_its_credit_leaves_and_all_its_customers_are_free():
    for seed in range(SEEDS):
        ending = ended(seed)
        columns, doomed = ending.model.market.customers.columns, _index(ending)
        assert status_at_the_end(ending) == "bankrupt"
        assert ending.freed > 0
        assert not (columns.supplier == doomed).any()
        assert not columns.offer[doomed].any()
        assert set(np.unique(columns.stage[doomed])) <= {ATTRACTION, LOST}


@pytest.mark.slow
def test_the_freed_turn_to_others():
    """After a year more of them have a contract elsewhere than would look for one unprompted (0.39)."""
    elsewhere = pd.Series([ended(seed).served / ended(seed).freed for seed in range(SEEDS)])
    assert interval(elsewhere).low > 1 - np.exp(-0.5)


@pytest.mark.slow
def test_a_bankrupt_firm_neither_sells_nor_spends():
    for seed in range(SEEDS):
        ending = ended(seed)
        doomed = _index(ending)
        figures = ending.model.figures
        after = np.flatnonzero(figures.status[:, doomed] == "bankrupt")[1:]
        assert len(after)
        assert figures.by("units", "firms")[after, doomed].sum() == 0
        assert not figures.profit[after, doomed].any()


@pytest.mark.slow
def test_nothing_is_lost_from_the_books():
    """Cash is what was paid in plus all profits, to the cent, for the bankrupt as for the others."""
    for seed in range(SEEDS):
        ledger, figures = ended(seed).model.market.ledger, ended(seed).model.figures
        ledger.check()
        capital = -ledger.balance[:, list(Account).index(Account.CAPITAL)]
        assert (figures.cash[-1] == capital + figures.profit.sum(axis=0)).all()
        assert ledger.spent_by_customers == figures.by("revenue").sum()


@pytest.mark.slow
def test_without_exit_the_same_firm_stays_in_debt_and_keeps_its_customers():
    for seed in range(SEEDS):
        ending = ended(seed, NO_EXIT)
        doomed = _index(ending)
        assert status_at_the_end(ending) == "active"
        assert ending.freed == 0
        assert ending.model.figures.cash[-1, doomed] < 0
        assert (ending.model.market.customers.columns.supplier == doomed).any()
