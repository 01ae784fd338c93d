"""B4 on `broker_value_concentration`: some accounts cost more than they bring; to ask for more pays."""

import pandas as pd
import pytest

from tests.evidence import surely
from tests.support import EXACT, by_replication, compared

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


def measured(column: str, replications: int, *overrides: str) -> pd.Series:
    """Sum over the run of a column of the broker."""
    arm = "by_lifetime_value"
    runs = compared("broker_value_concentration", (arm,), (*SMALL, *overrides), replications)
    return by_replication(
        runs, arm, lambda tables: float(tables["firm"][tables["firm"].firm == "broker"][column].sum())
    )


def test_asking_those_who_cost_more_than_they_bring_to_pay_or_go_earns_more():
    assert surely(lambda n: measured("profit_cents", n, ENDING) - measured("profit_cents", n)) > 0
    assert surely(lambda n: measured("service_cents", n, ENDING) - measured("service_cents", n)) < 0


def test_where_service_costs_nothing_nobody_need_go():
    kept = measured("profit_cents", EXACT, OFF)
    assert measured("profit_cents", EXACT, ENDING, OFF).equals(kept)
    assert (measured("service_cents", EXACT, OFF) == 0).all()
