"""What channels cost of revenue spans a tenth to two fifths; every cent stands in the books (D5)."""

from functools import cache

import pytest

from sim import Comparison, compare, load
from tests.support import SEEDS, interval

PARTS = ["transaction_cents", "infrastructure_cents", "contacts_cents"]

pytestmark = pytest.mark.slow


@cache
def compared() -> Comparison:
    """The bank through its counter alone, through the web alone, and through all of its channels."""
    bank = load("bank_many_channels")
    web = bank.arm("counter_only").set("firms.bank.strategies.channels.channel=web")
    arms = {"counter": bank.arm("counter_only"), "web": web, "all": bank.arm("integrated")}
    return compare(arms, SEEDS, seed=1000)


def test_channels_cost_less_than_a_tenth_of_revenue_to_more_than_two_fifths():
    firm = compared().tables["firm"]
    sums = firm[firm.firm == "bank"].groupby(["arm", "replication"]).sum(numeric_only=True)
    share = sums[PARTS].sum(axis=1) / sums.revenue_cents
    cheapest, dearest = interval(share["web"]), interval(share["counter"])
    assert cheapest.high < 0.1, cheapest
    assert dearest.low > 0.4, dearest


def test_the_report_on_channels_agrees_with_the_books_to_the_cent():
    tables, key = compared().tables, ["arm", "replication", "period", "firm"]
    booked = tables["firm"].set_index(key)[PARTS]
    assert tables["channel"].groupby(key)[PARTS].sum().equals(booked.sort_index())
    by_task = tables["task"].groupby(key).contacts_cents.sum()
    assert by_task.equals(booked.contacts_cents.sort_index())
