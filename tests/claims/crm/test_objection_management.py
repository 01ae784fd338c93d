"""A2, law: growth without objection management loses satisfaction as the base grows.

On the scenario `phase_aware_crm`, in its first years: the same maker with a fifth of its budget for taking up
objections, and with that fifth spent on courting new customers instead.
"""

import pandas as pd
import pytest

from sim import Comparison
from tests.evidence import surely
from tests.support import by_replication, compared, interval

ARMS = ("phase_blind", "without_objections")
OFF = "mechanisms.crm.objection_management.strength=0"
SHORT = ("years=5",)
FIRST, LAST = 0, 4
"""Years, from 0: with a small base, and with a large one."""
Tables = dict[str, pd.DataFrame]

pytestmark = pytest.mark.slow


def runs(replications: int, *overrides: str) -> Comparison:
    return compared("phase_aware_crm", ARMS, (*SHORT, *overrides), replications)


def of_year(tables: Tables, column: str, year: int) -> float:
    rows = tables["firm"].query("firm == 'maker'")
    return float(rows[rows.period // 12 == year][column].mean())


def change(arm: str, column: str, n: int) -> pd.Series:
    return by_replication(
        runs(n), arm, lambda tables: of_year(tables, column, LAST) - of_year(tables, column, FIRST)
    )


def more_at_the_end(column: str, n: int, *overrides: str) -> pd.Series:
    """How much more there is with objections taken up than without."""
    with_it, without = (
        by_replication(runs(n, *overrides), arm, lambda tables: of_year(tables, column, LAST)) for arm in ARMS
    )
    return with_it - without


@pytest.mark.parametrize("arm", ARMS)
def test_the_base_grows(arm: str):
    assert surely(lambda n: change(arm, "customers", n)) > 0


def test_as_the_base_grows_satisfaction_falls_without_objection_management():
    assert surely(lambda n: change("without_objections", "satisfaction", n)) < 0


def test_with_it_customers_of_the_larger_base_are_more_satisfied_and_more_loyal():
    assert surely(lambda n: more_at_the_end("satisfaction", n)) > 0
    assert surely(lambda n: more_at_the_end("attitudinal_loyalty", n)) > 0


def test_off_money_for_objections_satisfies_nobody_more():
    more = interval(more_at_the_end("satisfaction", 5, OFF))
    assert more.low < 0.0 < more.high
