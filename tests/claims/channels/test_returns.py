"""What was bought without advice comes back more often, at the cost of who sold it (D1)."""

from functools import cache

import pandas as pd
import pytest

from sim import compare, load
from tests.support import FEW, SEEDS, interval

LAW = "mechanisms.channels.returns"
COMPLEX = "mechanisms.channels.task_channels.complexity=0.9"

pytestmark = pytest.mark.slow


@cache
def returns(*overrides: str, replications: int = SEEDS) -> pd.DataFrame:
    """Share of orders that came back, by the one channel of a bank; a row a replication."""
    bank = load("bank_many_channels").arm("counter_only").set(f"{LAW}={{}}", COMPLEX, "years=2", *overrides)
    arms = {
        channel: bank.set(f"firms.bank.strategies.channels.channel={channel}")
        for channel in ("counter", "machines")
    }
    tables = compare(arms, replications, seed=1000).tables
    channel, task, key = tables["channel"], tables["task"], ["replication", "arm"]
    sold = task[(task.firm == "bank") & (task.task == "sale")].groupby(key).contacts.sum()
    back = channel[channel.firm == "bank"].groupby(key).returned.sum()
    return (back / sold).unstack()


def test_orders_through_a_channel_that_advises_badly_come_back_more_often():
    found = returns()
    more = interval(found["machines"] - found["counter"])
    assert more.low > 0.01, more


def test_returns_stay_between_those_of_the_known_and_of_the_unknown():
    for share in returns().to_numpy().ravel():
        assert 0.06 < share < 0.22


def test_nothing_comes_back_where_there_are_no_returns():
    assert (returns(f"{LAW}.strength=0", replications=FEW) == 0).all().all()
