"""D2: which channel strategy earns most with a complex good, and which serves best.

A maker of computers does all through the web, each task through the channels that do it best, or all
through all, joined or not. Of the strategies with many channels the activity-based earns most. One cheap
channel earns more still, though it sells less and displeases: contacts on the web cost next to nothing.
"""

from functools import cache

import pandas as pd
import pytest

from sim import Comparison
from tests.evidence import surely
from tests.support import EXACT, by_replication, compared

FIRM, SINGLE = "maker", "single"
ACTIVITY, INTEGRATED, SIDE_BY_SIDE = "activity_based", "integrated", "side_by_side"
COMPLEX, SIMPLE = (f"mechanisms.channels.task_channels.complexity={share}" for share in (0.8, 0.1))
OFF = "mechanisms.channels.task_channels.strength=0"
Tables = dict[str, pd.DataFrame]

pytestmark = pytest.mark.slow


@cache
def market(change: str, replications: int) -> Comparison:
    """All four strategies in the same luck."""
    return compared("computer_activity_channels", (), (change,), replications)


def maker(tables: Tables) -> pd.DataFrame:
    return tables["firm"][tables["firm"].firm == FIRM]


def profit(tables: Tables) -> float:
    return float(maker(tables).profit_cents.sum()) / 100


def units(tables: Tables) -> float:
    return float(maker(tables).units.sum())


def satisfaction(tables: Tables) -> float:
    return float(maker(tables).satisfaction.iloc[-1])


def lead(other: str, replications: int, measure=profit) -> pd.Series:
    """By how much activity-based channels lead another strategy with a complex good, by replication."""
    found = market(COMPLEX, replications)
    return by_replication(found, ACTIVITY, measure) - by_replication(found, other, measure)


@pytest.mark.parametrize("other", [INTEGRATED, SIDE_BY_SIDE])
def test_with_a_complex_good_activity_based_channels_earn_more_than_all_tasks_through_all(other: str):
    assert surely(lambda n: lead(other, n)) > 0


def test_one_cheap_channel_earns_more_still_and_displeases():
    assert surely(lambda n: lead(SINGLE, n)) < 0
    assert surely(lambda n: lead(SINGLE, n, satisfaction)) > 5


def test_against_one_channel_they_sell_more_by_a_larger_factor_if_the_good_is_complex():
    def factor(good: str, n: int) -> pd.Series:
        sold = (by_replication(market(good, n), arm, units) for arm in (ACTIVITY, SINGLE))
        return next(sold) / next(sold)

    assert surely(lambda n: factor(COMPLEX, n) - factor(SIMPLE, n)) > 0


def test_all_tasks_through_all_channels_sell_more_nevertheless():
    """So it is cost, not demand, that turns the order round."""
    assert surely(lambda n: lead(INTEGRATED, n, units)) < 0
    assert surely(lambda n: lead(SIDE_BY_SIDE, n, units)) < 0


def test_where_tasks_have_no_channels_of_their_own_only_the_money_for_joining_is_left():
    idle = market(OFF, EXACT)
    sold = [by_replication(idle, arm, units) for arm in (ACTIVITY, INTEGRATED, SIDE_BY_SIDE)]
    assert (sold[0] == sold[2]).all()
    assert (sold[0] == sold[1]).all()
    spent = by_replication(idle, ACTIVITY, lambda tables: float(maker(tables).programmes_cents.sum()) / 100)
    short = by_replication(idle, SIDE_BY_SIDE, profit) - by_replication(idle, ACTIVITY, profit)
    assert short.to_numpy() == pytest.approx(spent.to_numpy(), rel=1e-12)
    assert (spent > 0).all()
