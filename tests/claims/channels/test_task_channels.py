"""A firm of one channel loses customers at the task that its channel does badly (D3).

A bank that does all by telephone, or all on the web, against joined rivals: the more often people need
advice, which these channels give worse than a counter, the fewer customers it keeps.
"""

from functools import cache

import pandas as pd
import pytest

from sim import load
from tests.evidence import surely
from tests.support import EXACT, compare

SIMPLE, COMPLEX = 0.1, 0.9
CHANNELS = ("telephone", "web")
OFF = "mechanisms.channels.task_channels.strength=0"

pytestmark = pytest.mark.slow


@cache
def customers(replications: int, *overrides: str) -> pd.DataFrame:
    """The bank's customers at the end by its one channel and the complexity of the good."""
    market = load("direct_bank")
    arms = {
        f"{channel} {complexity}": market.arm("telephone_only").set(
            f"firms.bank.strategies.channels.channel={channel}",
            f"mechanisms.channels.task_channels.complexity={complexity}",
            *overrides,
        )
        for channel in CHANNELS
        for complexity in (SIMPLE, COMPLEX)
    } | {
        f"all {complexity}": market.arm("like_its_rivals").set(
            f"mechanisms.channels.task_channels.complexity={complexity}", *overrides
        )
        for complexity in (SIMPLE, COMPLEX)
    }
    firm = compare(arms, replications).tables["firm"]
    end = firm[(firm.firm == "bank") & (firm.period == firm.period.max())]
    return end.pivot_table(index="replication", columns="arm", values="customers")


def lost(channel: str, replications: int) -> pd.Series:
    """Share of customers that one channel, or all, lose because the good is complex."""
    kept = customers(replications)
    return 1 - kept[f"{channel} {COMPLEX}"] / kept[f"{channel} {SIMPLE}"]


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_more_advice_a_good_needs_the_fewer_customers_one_channel_keeps(channel: str):
    assert surely(lambda n: lost(channel, n) - lost("all", n)) > 0.1


@pytest.mark.parametrize("channel", [*CHANNELS, "all"])
def test_without_tasks_of_their_own_it_does_not_matter_how_much_advice_is_needed(channel: str):
    kept = customers(EXACT, OFF)
    assert (kept[f"{channel} {COMPLEX}"] == kept[f"{channel} {SIMPLE}"]).all()


def crossed(advised_in: str, bought_in: str, replications: int) -> pd.Series:
    """Purchases of those who were advised in one channel and bought in another."""
    journey = compare({"all": load("direct_bank").arm("like_its_rivals")}, replications).tables["journey"]
    rows = journey[(journey.advised_in == advised_in) & (journey.bought_in == bought_in)]
    return rows.groupby("replication").purchases.sum().reindex(range(replications), fill_value=0)


def test_some_are_advised_in_one_channel_and_buy_in_another_both_ways():
    assert surely(lambda n: crossed("counter", "web", n)) > 0
    assert surely(lambda n: crossed("web", "counter", n)) > 0
