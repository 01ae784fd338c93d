"""A firm of one channel loses customers at the task that its channel does badly (D3).

A bank that does all by telephone, or all on the web, against joined rivals: the more often people need
advice, which these channels give worse than a counter, the fewer customers it keeps.
"""

from functools import cache

import pandas as pd
import pytest

from sim import compare, load
from tests.support import FEW, SEEDS, interval

SIMPLE, COMPLEX = 0.1, 0.9
CHANNELS = ("telephone", "web")
OFF = "mechanisms.channels.task_channels.strength=0"

pytestmark = pytest.mark.slow


@cache
def customers(*overrides: str, replications: int = SEEDS) -> pd.DataFrame:
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
    firm = compare(arms, replications, seed=1000).tables["firm"]
    end = firm[(firm.firm == "bank") & (firm.period == firm.period.max())]
    return end.pivot_table(index="replication", columns="arm", values="customers")


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_more_advice_a_good_needs_the_fewer_customers_one_channel_keeps(channel: str):
    kept = customers()
    lost = 1 - kept[f"{channel} {COMPLEX}"] / kept[f"{channel} {SIMPLE}"]
    of_all = 1 - kept[f"all {COMPLEX}"] / kept[f"all {SIMPLE}"]
    found = interval(lost - of_all)
    assert found.low > 0.1, found


@pytest.mark.parametrize("channel", [*CHANNELS, "all"])
def test_without_tasks_of_their_own_it_does_not_matter_how_much_advice_is_needed(channel: str):
    kept = customers(OFF, replications=FEW)
    assert (kept[f"{channel} {COMPLEX}"] == kept[f"{channel} {SIMPLE}"]).all()


def test_some_are_advised_in_one_channel_and_buy_in_another_both_ways():
    journey = compare({"all": load("direct_bank").arm("like_its_rivals")}, FEW, seed=1000).tables["journey"]
    ways = journey.groupby(["replication", "advised_in", "bought_in"]).purchases.sum().unstack(fill_value=0)
    there, back = (ways.xs(a, level="advised_in")[b] for a, b in (("counter", "web"), ("web", "counter")))
    assert interval(there).low > 0
    assert interval(back).low > 0
