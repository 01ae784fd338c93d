"""What channels cost of revenue spans a tenth to two fifths; every cent stands in the books (D5)."""

from functools import cache

import pandas as pd
import pytest

from sim import Comparison, load
from tests.evidence import surely
from tests.support import EXACT, compare

PARTS = ["transaction_cents", "infrastructure_cents", "contacts_cents"]

pytestmark = pytest.mark.slow


@cache
def compared(replications: int) -> Comparison:
    """The bank through its counter alone, through the web alone, and through all of its channels."""
    bank = load("bank_many_channels")
    web = bank.arm("counter_only").set("firms.bank.strategies.channels.channel=web")
    arms = {"counter": bank.arm("counter_only"), "web": web, "all": bank.arm("integrated")}
    return compare(arms, replications)


def share(arm: str, replications: int) -> pd.Series:
    """What channels cost of the bank's revenue."""
    firm = compared(replications).tables["firm"]
    sums = firm[(firm.firm == "bank") & (firm.arm == arm)].groupby("replication").sum(numeric_only=True)
    return sums[PARTS].sum(axis=1) / sums.revenue_cents


def test_channels_cost_less_than_a_tenth_of_revenue_to_more_than_two_fifths():
    assert surely(lambda n: share("web", n)) < 0.1
    assert surely(lambda n: share("counter", n)) > 0.4


def test_the_report_on_channels_agrees_with_the_books_to_the_cent():
    tables, key = compared(EXACT).tables, ["arm", "replication", "period", "firm"]
    booked = tables["firm"].set_index(key)[PARTS]
    assert tables["channel"].groupby(key)[PARTS].sum().equals(booked.sort_index())
    by_task = tables["task"].groupby(key).contacts_cents.sum()
    assert by_task.equals(booked.contacts_cents.sort_index())
