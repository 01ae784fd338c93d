"""B12 on `appliance_value_tiers`: beyond a point more privilege for A lowers profit, as the others see it."""

from functools import cache
from itertools import pairwise

import pandas as pd
import pytest

from sim import compare, load
from tests.support import SEEDS, by_replication, interval

pytestmark = pytest.mark.slow

LEVELS = (0, 160, 320)
"""Money for privileged service a year and customer in tier A."""
SMALL = ("customers=1500", "years=4")
OFF = "mechanisms.customers.fairness.strength=0"


@cache
def profits(*overrides: str) -> pd.DataFrame:
    """Profit of the group by replication (rows) and privilege of tier A (columns)."""
    market = load("appliance_value_tiers").arm("abc").set(*SMALL, *overrides)
    key = "firms.group.strategies.tiers.a.service"
    runs = compare({f"s{level}": market.set(f"{key}={level}") for level in LEVELS}, SEEDS, seed=1000)

    def profit(tables: dict[str, pd.DataFrame]) -> float:
        return float(tables["firm"][tables["firm"].firm == "group"].profit_cents.sum()) / 100

    return pd.DataFrame({level: by_replication(runs, f"s{level}", profit) for level in LEVELS})


def best(found: pd.DataFrame) -> int:
    return int(found.mean().idxmax())


def test_some_privilege_for_a_earns_more_than_none_and_more_than_much():
    found = profits()
    assert best(found) in LEVELS[1:-1]
    assert interval(found[best(found)] - found[LEVELS[0]]).low > 0
    assert interval(found[best(found)] - found[LEVELS[-1]]).low > 0


def test_where_nobody_compares_more_privilege_earns_more_throughout():
    found = profits(OFF)
    for less, more in pairwise(LEVELS):
        assert interval(found[more] - found[less]).low > 0
