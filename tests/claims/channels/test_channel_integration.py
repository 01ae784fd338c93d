"""Channels that are not joined can lower satisfaction; joined, they raise it (D4)."""

from functools import cache

import pandas as pd
import pytest

from sim import Scenario, compare, load
from tests.support import FEW, SEEDS, interval

OFF = "mechanisms.channels.channel_integration.strength=0"
JOINED = ("firms.bank.integration=0.8", "firms.bank.consistency=0.9")

pytestmark = pytest.mark.slow


@cache
def satisfaction(*overrides: str, replications: int = SEEDS) -> pd.DataFrame:
    """Mean satisfaction of the bank's customers over the last year, 0 to 100; a row a replication."""
    bank = load("bank_many_channels")
    arms: dict[str, Scenario] = {
        "counter": bank.arm("counter_only").set(*overrides),
        "apart": bank.arm("side_by_side").set(*overrides),
        "joined": bank.arm("side_by_side").set(*JOINED, *overrides),
    }
    firm = compare(arms, replications, seed=1000).tables["firm"]
    last = firm[(firm.firm == "bank") & (firm.period >= firm.period.max() - 11)]
    return last.groupby(["replication", "arm"]).satisfaction.mean().unstack()


def test_more_channels_with_files_of_their_own_please_less_than_the_counter_alone():
    felt = satisfaction()
    change = interval(felt["apart"] - felt["counter"])
    assert change.high < 0.0, change


def test_the_same_channels_joined_please_more_than_the_counter_alone():
    felt = satisfaction()
    change = interval(felt["joined"] - felt["counter"])
    assert change.low > 0.0, change


def test_where_channels_are_one_anyhow_joining_them_changes_nothing():
    felt = satisfaction(OFF, replications=FEW)
    assert (felt["joined"] == felt["apart"]).all()
