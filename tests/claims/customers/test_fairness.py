"""B12 on `appliance_value_tiers`: beyond a point more privilege for A lowers profit, as the others see it."""

from functools import cache
from itertools import pairwise

import pandas as pd
import pytest

from sim import load
from tests.evidence import surely
from tests.support import by_replication, compare

pytestmark = pytest.mark.slow

LEVELS = NONE, SOME, MUCH = (0, 160, 320)
"""Money for privileged service a year and customer in tier A."""
SMALL = ("customers=1500", "years=4")
OFF = "mechanisms.customers.fairness.strength=0"


@cache
def profits(replications: int, *overrides: str) -> pd.DataFrame:
    """Profit of the group by replication (rows) and privilege of tier A (columns)."""
    market = load("appliance_value_tiers").arm("abc").set(*SMALL, *overrides)
    key = "firms.group.strategies.tiers.a.service"
    runs = compare({f"s{level}": market.set(f"{key}={level}") for level in LEVELS}, replications)

    def profit(tables: dict[str, pd.DataFrame]) -> float:
        return float(tables["firm"][tables["firm"].firm == "group"].profit_cents.sum()) / 100

    return pd.DataFrame({level: by_replication(runs, f"s{level}", profit) for level in LEVELS})


def gained(by: int, beyond: int, replications: int, *overrides: str) -> pd.Series:
    """What one level of privilege earns more than another, by replication."""
    found = profits(replications, *overrides)
    return found[by] - found[beyond]


@pytest.mark.parametrize("other", [NONE, MUCH])
def test_some_privilege_for_a_earns_more_than_none_and_more_than_much(other: int):
    assert surely(lambda n: gained(SOME, other, n)) > 0


@pytest.mark.parametrize(("less", "more"), [*pairwise(LEVELS)])
def test_where_nobody_compares_more_privilege_earns_more_throughout(less: int, more: int):
    assert surely(lambda n: gained(more, less, n, OFF)) > 0
