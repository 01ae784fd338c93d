"""Known customers who are courted as new waste money for courting (C9).

All firms of a market spend the same in every arm. Where staff leave and no shared record remembers their
customers for them, part of one firm's money for courting goes to people who buy from it anyway, so fewer
strangers are won for it.
"""

from functools import cache

import pandas as pd
import pytest

from sim import load
from tests.evidence import surely
from tests.support import EXACT, compare

OFF = "mechanisms.crm.hand_overs.strength=0"
STAYING, LEAVING = (f"firms.provider.turnover={rate}" for rate in (0, 1))
SHARED = "firms.provider.integration=1"
MARKET = (
    "customers=2_000",
    "years=3",
    "firms.provider.strategies.budgets.acquisition=20_000",
    "firms.provider.integration=0",
    "firms.provider.hand_over=1",
)

pytestmark = pytest.mark.slow


@cache
def books(replications: int, *overrides: str) -> pd.DataFrame:
    """Customers won by the firm and its spending, in cents, a row per replication."""
    scenario = load("crm_rollout").arm("none").set(*MARKET, *overrides)
    firm = compare({"base": scenario}, replications).tables["firm"].query("firm == 'provider'")
    return firm.groupby("replication")[["won", "won_back", "acquisition_cents"]].sum()


def test_with_staff_who_leave_fewer_are_won_for_the_same_money():
    assert books(EXACT, STAYING).acquisition_cents.equals(books(EXACT, LEAVING).acquisition_cents)
    assert surely(lambda n: books(n, STAYING).won - books(n, LEAVING).won) > 0


def test_a_shared_record_stops_the_waste():
    assert (books(EXACT, LEAVING, SHARED) == books(EXACT, STAYING, SHARED)).all(axis=None)


def test_leads_that_are_lost_between_departments_win_fewer_for_the_same_money():
    leaking = "firms.provider.hand_over=0.55"
    assert surely(lambda n: books(n, STAYING).won - books(n, STAYING, leaking).won) > 0


def test_with_the_law_off_nothing_is_wasted():
    off = (books(EXACT, turnover, OFF) for turnover in (STAYING, LEAVING))
    assert next(off).equals(next(off))
