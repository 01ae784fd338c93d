"""Five channel strategies in twelve kinds of market: none wins everywhere (D2)."""

from functools import cache

import pandas as pd
import pytest

from analysis.statistics.intervals import Interval, mean_interval
from sim import load
from tests.evidence import levels
from tests.support import compare

pytestmark = pytest.mark.slow


@cache
def profits(replications: int) -> pd.DataFrame:
    """Profit over the run in currency units: a row an arm and replication, a column a firm."""
    firm = compare(load("channel_tournament"), replications).tables["firm"]
    return firm.groupby(["arm", "replication", "firm"], sort=False).profit_cents.sum().unstack() / 100


def winners(replications: int, confidence: float) -> dict[str, tuple[str, Interval]]:
    """By cell: who earns most, and by how much more than the second, replication by replication."""
    found = {}
    for arm, cell in profits(replications).groupby("arm", sort=False):
        first, second = cell.mean().nlargest(2).index
        found[str(arm)] = first, mean_interval(cell[first] - cell[second], confidence)
    return found


def clear_winners(replications: int, confidence: float) -> set[str]:
    """Those who earn most in some cell beyond luck."""
    return {firm for firm, lead in winners(replications, confidence).values() if lead.low > 0.0}


def test_all_twelve_cells_are_played():
    assert profits(1).index.get_level_values("arm").nunique() == 12


def test_no_strategy_wins_everywhere_and_three_win_somewhere_beyond_luck():
    assert any(len(clear_winners(*look)) >= 3 for look in levels())
