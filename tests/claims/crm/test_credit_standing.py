"""C2 on `appliance_value_tiers`: corrected by who pays, ABC earns more than by purchases alone."""

import pandas as pd
import pytest

from tests.support import FEW, by_replication, compared, interval

pytestmark = pytest.mark.slow

OFF = "mechanisms.crm.credit_standing.strength=0"
Tables = dict[str, pd.DataFrame]


def measured(arm: str, column: str, *overrides: str, replications: int = FEW) -> pd.Series:
    """Sum over the run of a column of the group, in currency units."""
    runs = compared("appliance_value_tiers", ("abc", "abc_credit"), overrides, replications)

    def total(tables: Tables) -> float:
        return float(tables["firm"][tables["firm"].firm == "group"][column].sum()) / 100

    return by_replication(runs, arm, total)


def test_corrected_by_who_pays_abc_earns_more():
    assert interval(measured("abc_credit", "profit_cents") - measured("abc", "profit_cents")).low > 0


def test_corrected_by_who_pays_abc_loses_less_on_unpaid_orders():
    assert interval(measured("abc_credit", "bad_debt_cents") / measured("abc", "bad_debt_cents")).high < 0.8


def test_where_everybody_pays_there_is_nothing_to_correct():
    plain, corrected = (measured(arm, "profit_cents", OFF, replications=3) for arm in ("abc", "abc_credit"))
    assert corrected.equals(plain)
    assert (measured("abc", "bad_debt_cents", OFF, replications=3) == 0).all()
