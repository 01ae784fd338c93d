"""Five channel strategies in twelve kinds of market: none wins everywhere (D2)."""

from functools import cache

import pandas as pd
import pytest

from analysis.statistics.intervals import Interval
from sim import compare, load
from tests.support import SEEDS, interval

pytestmark = pytest.mark.slow


@cache
def profits() -> pd.DataFrame:
    """Profit over the run in currency units: a row an arm and replication, a column a firm."""
    market = load("channel_tournament")
    firm = compare({arm: market.arm(arm) for arm in market.arms}, SEEDS, seed=1000).tables["firm"]
    return firm.groupby(["arm", "replication", "firm"], sort=False).profit_cents.sum().unstack() / 100


def winners() -> dict[str, tuple[str, Interval]]:
    """By cell: who earns most, and by how much more than the second, replication by replication."""
    found = {}
    for arm, cell in profits().groupby("arm", sort=False):
        first, second = cell.mean().nlargest(2).index
        found[str(arm)] = first, interval(cell[first] - cell[second])
    return found


def test_all_twelve_cells_are_played():
    assert len(winners()) == 12


def test_no_strategy_wins_everywhere_and_three_win_somewhere_beyond_luck():
    clear = [firm for firm, lead in winners().values() if lead.low > 0.0]
    assert len(set(clear)) >= 3, winners()
