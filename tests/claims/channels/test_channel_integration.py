"""Channels that are not joined can lower satisfaction; joined, they raise it (D4)."""

from functools import cache

import pandas as pd
import pytest

from sim import Scenario, load
from tests.evidence import surely
from tests.support import EXACT, compare

OFF = "mechanisms.channels.channel_integration.strength=0"
JOINED = ("firms.bank.integration=0.8", "firms.bank.consistency=0.9")

pytestmark = pytest.mark.slow


@cache
def satisfaction(replications: int, *overrides: str) -> pd.DataFrame:
    """Mean satisfaction of the bank's customers over the last year, 0 to 100; a row a replication."""
    bank = load("bank_many_channels")
    arms: dict[str, Scenario] = {
        "counter": bank.arm("counter_only").set(*overrides),
        "apart": bank.arm("side_by_side").set(*overrides),
        "joined": bank.arm("side_by_side").set(*JOINED, *overrides),
    }
    firm = compare(arms, replications).tables["firm"]
    last = firm[(firm.firm == "bank") & (firm.period >= firm.period.max() - 11)]
    return last.groupby(["replication", "arm"]).satisfaction.mean().unstack()


def more_than_the_counter(arm: str, replications: int) -> pd.Series:
    felt = satisfaction(replications)
    return felt[arm] - felt["counter"]


def test_more_channels_with_files_of_their_own_please_less_than_the_counter_alone():
    assert surely(lambda n: more_than_the_counter("apart", n)) < 0


def test_the_same_channels_joined_please_more_than_the_counter_alone():
    assert surely(lambda n: more_than_the_counter("joined", n)) > 0


def test_where_channels_are_one_anyhow_joining_them_changes_nothing():
    felt = satisfaction(EXACT, OFF)
    assert (felt["joined"] == felt["apart"]).all()
