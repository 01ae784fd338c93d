"""A2 on the scenario `phase_aware_crm`: money that follows the phase earns more than money spread evenly."""

import pandas as pd
import pytest

from sim import Comparison
from tests.evidence import surely
from tests.support import EXACT, by_replication, compared

SPENDING = ["acquisition_cents", "retention_cents", "win_back_cents", "programmes_cents", "advertising_cents"]
LAWS = ("existing_customer_conversion", "objection_management", "need_sensing")
CENTS_A_YEAR = 12 * len(SPENDING)
NO_RESPONSE = "mechanisms.crm.retention.strength=0"
OFF = tuple(f"mechanisms.crm.{law}.strength=0" for law in LAWS)
ARMS = ("phase_blind", "phase_aware")
SHORT = ("years=10",)
Tables = dict[str, pd.DataFrame]

pytestmark = pytest.mark.slow


def runs(replications: int, *overrides: str) -> Comparison:
    return compared("phase_aware_crm", ARMS, (*SHORT, *overrides), replications)


def maker(tables: Tables) -> pd.DataFrame:
    return tables["firm"][tables["firm"].firm == "maker"]


def profit(tables: Tables) -> float:
    return float(maker(tables).profit_cents.sum())


def lead(replications: int, *overrides: str) -> pd.Series:
    aware, blind = (by_replication(runs(replications, *overrides), arm, profit) for arm in reversed(ARMS))
    return aware - blind


def test_both_spend_the_same_in_every_year_but_for_the_rounding_of_every_entry_to_a_cent():
    firm = runs(EXACT).tables["firm"].query("firm == 'maker'")
    spent = firm[SPENDING].sum(axis=1).groupby([firm.arm, firm.replication, firm.period // 12]).sum()
    assert spent.max() - spent.min() <= CENTS_A_YEAR


def test_money_that_follows_the_phase_earns_more():
    assert surely(lead) > 0


def test_without_the_laws_that_phases_ask_for_it_earns_less_by_following_them():
    """What is left is that courting strangers in introduction pays, whatever the laws of A2."""
    assert surely(lambda n: lead(n) - lead(n, *OFF)) > 0


def test_where_money_moves_nobody_following_the_phase_earns_nothing():
    assert (lead(EXACT, *OFF, NO_RESPONSE).abs() <= 10 * CENTS_A_YEAR).all()
