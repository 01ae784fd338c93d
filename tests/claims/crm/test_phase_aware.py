"""A2 on the scenario `phase_aware_crm`: money that follows the phase earns more than money spread evenly."""

from functools import cache

import pandas as pd
import pytest

from sim import Comparison
from tests.support import SEEDS, by_replication, compared, interval

SPENDING = ["acquisition_cents", "retention_cents", "win_back_cents", "programmes_cents", "advertising_cents"]
LAWS = ("existing_customer_conversion", "objection_management", "need_sensing")
OFF = tuple(f"mechanisms.crm.{law}.strength=0" for law in LAWS)
ARMS = ("phase_blind", "phase_aware")
SHORT = ("years=10",)
Tables = dict[str, pd.DataFrame]

pytestmark = pytest.mark.slow


@cache
def runs(*overrides: str) -> Comparison:
    return compared("phase_aware_crm", ARMS, (*SHORT, *overrides), 10 if overrides else SEEDS)


def maker(tables: Tables) -> pd.DataFrame:
    return tables["firm"][tables["firm"].firm == "maker"]


def profit(tables: Tables) -> float:
    return float(maker(tables).profit_cents.sum())


def lead(*overrides: str) -> pd.Series:
    aware, blind = (by_replication(runs(*overrides), arm, profit) for arm in reversed(ARMS))
    return aware - blind


def test_both_spend_the_same_in_every_year():
    firm = runs().tables["firm"].query("firm == 'maker'")
    spent = firm[SPENDING].sum(axis=1).groupby([firm.arm, firm.replication, firm.period // 12]).sum()
    assert spent.nunique() == 1


def test_money_that_follows_the_phase_earns_more():
    assert interval(lead()).low > 0.0


def test_where_no_phase_asks_for_anything_following_it_earns_no_more():
    assert interval(lead(*OFF)).low < 0.0
