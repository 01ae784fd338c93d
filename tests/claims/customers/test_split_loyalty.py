"""High spenders are courted by all: keeping one costs more than keeping an average customer (B9).

The leader spends the same on the care of each of its customers; five rivals court the top decile of
spenders. Spending being the same for each, the cost per customer kept is that spending over the share kept.
"""

from functools import cache

import pandas as pd
import pytest

from analysis.battery.repertoire import customers_kept
from analysis.statistics.intervals import ratio_interval
from sim import load
from tests.support import FEW, interval

OFF = "mechanisms.customers.split_loyalty.strength=0"
RIVALS = ("second", "third", "fourth", "fifth", "sixth")
CARE = "firms.leader.strategies.budgets.retention=6_000"
POACHING = '{"kind": "poaching", "top": 0.1, "discount": 0.2, "contact_cost": 0.01}'
COURTED = tuple(f"firms.{rival}.strategies.poaching={POACHING}" for rival in RIVALS)

pytestmark = pytest.mark.slow


@cache
def kept(*overrides: str) -> pd.DataFrame:
    """Share of the leader's customers after 18 months that it keeps for a year."""
    scenario = load("repertoire", "years=2.5", CARE, *overrides)
    return pd.DataFrame([vars(customers_kept(scenario, 1000 + r, 0, 78, 130)) for r in range(FEW)])


def relative_cost(*overrides: str):
    """Cost per contested customer kept over cost per customer kept."""
    found = kept(*overrides)
    return ratio_interval(found["all"], found["contested"])


def test_keeping_a_contested_customer_costs_more_than_keeping_an_average_one():
    """B9."""
    assert relative_cost(*COURTED).low > 1


def test_where_nobody_poaches_high_spenders_are_the_cheaper_ones_to_keep():
    """B9 with poaching off."""
    assert relative_cost().high < 1


def test_courting_that_reaches_nobody_makes_nobody_dearer_to_keep():
    """B9 off: the offers are made, and lost on everybody."""
    assert kept(*COURTED, OFF).equals(kept())


def test_courting_takes_the_contested_and_leaves_the_others():
    """B9: income from contested customers is the least certain."""
    contested = kept().contested - kept(*COURTED).contested
    average = kept()["all"] - kept(*COURTED)["all"]
    assert interval(contested - average).low > 0
