"""C2 on `appliance_value_tiers`: corrected by who pays, ABC earns more than by purchases alone."""

from functools import partial

import pandas as pd
import pytest

from tests.evidence import surely
from tests.support import EXACT, by_replication, compared

pytestmark = pytest.mark.slow

OFF = "mechanisms.crm.credit_standing.strength=0"
Tables = dict[str, pd.DataFrame]


def measured(arm: str, column: str, replications: int, *overrides: str) -> pd.Series:
    """Sum over the run of a column of the group, in currency units."""
    runs = compared("appliance_value_tiers", (arm,), overrides, replications)

    def total(tables: Tables) -> float:
        return float(tables["firm"][tables["firm"].firm == "group"][column].sum()) / 100

    return by_replication(runs, arm, total)


def test_corrected_by_who_pays_abc_earns_more():
    plain, corrected = (partial(measured, arm, "profit_cents") for arm in ("abc", "abc_credit"))
    assert surely(lambda n: corrected(n) - plain(n)) > 0


def test_corrected_by_who_pays_abc_loses_less_on_unpaid_orders():
    plain, corrected = (partial(measured, arm, "bad_debt_cents") for arm in ("abc", "abc_credit"))
    assert surely(lambda n: corrected(n) / plain(n)) < 0.8


def test_where_everybody_pays_there_is_nothing_to_correct():
    plain, corrected = (measured(arm, "profit_cents", EXACT, OFF) for arm in ("abc", "abc_credit"))
    assert corrected.equals(plain)
    assert (measured("abc", "bad_debt_cents", EXACT, OFF) == 0).all()
