"""B4 on `broker_value_concentration`: some accounts cost more than they bring; to ask for more pays."""

import pandas as pd
import pytest

from tests.support import FEW, by_replication, compared, interval

pytestmark = pytest.mark.slow

SMALL = (
    "customers=4000",
    "years=2",
    "firms.broker.strategies.budgets={advertising: 20000, acquisition: 10000}",
    "firms.rival.strategies.budgets={advertising: 20000, acquisition: 10000, retention: 20000}",
    "firms.discounter.strategies.budgets.advertising=20000",
)
ENDING = "firms.broker.strategies.tiers.ending=0.5"
OFF = "mechanisms.customers.cost_to_serve.strength=0"
Tables = dict[str, pd.DataFrame]


def measured(column: str, *overrides: str, replications: int = FEW) -> pd.Series:
    """Sum over the run of a column of the broker."""
    arm = "by_lifetime_value"
    runs = compared("broker_value_concentration", (arm,), (*SMALL, *overrides), replications)
    return by_replication(
        runs, arm, lambda tables: float(tables["firm"][tables["firm"].firm == "broker"][column].sum())
    )


def test_asking_those_who_cost_more_than_they_bring_to_pay_or_go_earns_more():
    assert interval(measured("profit_cents", ENDING) - measured("profit_cents")).low > 0
    assert interval(measured("service_cents", ENDING) - measured("service_cents")).high < 0


def test_where_service_costs_nothing_nobody_need_go():
    kept = measured("profit_cents", OFF, replications=3)
    assert measured("profit_cents", ENDING, OFF, replications=3).equals(kept)
    assert (measured("service_cents", OFF, replications=3) == 0).all()
