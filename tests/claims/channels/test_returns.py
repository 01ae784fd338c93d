"""What was bought without advice comes back more often, at the cost of who sold it (D1)."""

from functools import cache

import pandas as pd
import pytest

from sim import load
from tests.evidence import surely
from tests.support import EXACT, SEEDS, compare

LAW = "mechanisms.channels.returns"
COMPLEX = "mechanisms.channels.task_channels.complexity=0.9"

pytestmark = pytest.mark.slow


@cache
def returns(replications: int, *overrides: str) -> pd.DataFrame:
    """Share of orders that came back, by the one channel of a bank; a row a replication."""
    bank = load("bank_many_channels").arm("counter_only").set(f"{LAW}={{}}", COMPLEX, "years=2", *overrides)
    arms = {
        channel: bank.set(f"firms.bank.strategies.channels.channel={channel}")
        for channel in ("counter", "machines")
    }
    tables = compare(arms, replications).tables
    channel, task, key = tables["channel"], tables["task"], ["replication", "arm"]
    sold = task[(task.firm == "bank") & (task.task == "sale")].groupby(key).contacts.sum()
    back = channel[channel.firm == "bank"].groupby(key).returned.sum()
    return (back / sold).unstack()


def test_orders_through_a_channel_that_advises_badly_come_back_more_often():
    assert surely(lambda n: returns(n)["machines"] - returns(n)["counter"]) > 0.01


def test_returns_stay_between_those_of_the_known_and_of_the_unknown():
    for share in returns(SEEDS).to_numpy().ravel():
        assert 0.06 < share < 0.22


def test_nothing_comes_back_where_there_are_no_returns():
    assert (returns(EXACT, f"{LAW}.strength=0") == 0).all().all()
