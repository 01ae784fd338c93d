"""A2, law: growth without objection management loses satisfaction as the base grows.

On the scenario `phase_aware_crm`, in its first years: the same maker with a fifth of its budget for taking up
objections, and with that fifth spent on courting new customers instead.
"""

import pandas as pd
import pytest

from sim import Comparison
from tests.support import FEW, by_replication, compared, interval

ARMS = ("phase_blind", "without_objections")
OFF = "mechanisms.crm.objection_management.strength=0"
SHORT = ("years=5",)
FIRST, LAST = 0, 4
"""Years, from 0: with a small base, and with a large one."""
Tables = dict[str, pd.DataFrame]

pytestmark = pytest.mark.slow


def runs(*overrides: str) -> Comparison:
    return compared("phase_aware_crm", ARMS, (*SHORT, *overrides), 5 if OFF in overrides else FEW)


def of_year(tables: Tables, column: str, year: int) -> float:
    rows = tables["firm"].query("firm == 'maker'")
    return float(rows[rows.period // 12 == year][column].mean())


def change(arm: str, column: str, *overrides: str) -> pd.Series:
    return by_replication(
        runs(*overrides), arm, lambda tables: of_year(tables, column, LAST) - of_year(tables, column, FIRST)
    )


def at_the_end(arm: str, column: str, *overrides: str) -> pd.Series:
    return by_replication(runs(*overrides), arm, lambda tables: of_year(tables, column, LAST))


@pytest.mark.parametrize("arm", ARMS)
def test_the_base_grows(arm: str):
    assert interval(change(arm, "customers")).low > 0.0


def test_as_the_base_grows_satisfaction_falls_without_objection_management():
    assert interval(change("without_objections", "satisfaction")).high < 0.0


def test_with_it_customers_of_the_larger_base_are_more_satisfied_and_more_loyal():
    for column in ("satisfaction", "attitudinal_loyalty"):
        more = at_the_end("phase_blind", column) - at_the_end("without_objections", column)
        assert interval(more).low > 0.0


def test_off_money_for_objections_satisfies_nobody_more():
    more = at_the_end("phase_blind", "satisfaction", OFF) - at_the_end(
        "without_objections", "satisfaction", OFF
    )
    assert interval(more).low < 0.0 < interval(more).high
