"""High spenders are courted by all: keeping one costs more than keeping an average customer (B9).

The leader spends the same on the care of each of its customers; five rivals court the top decile of
spenders. Spending being the same for each, the cost per customer kept is that spending over the share kept.
"""

import pandas as pd
import pytest

from analysis.battery.repertoire import Kept, customers_kept
from analysis.statistics.intervals import ratio_interval
from sim import Scenario, load
from tests.evidence import Estimate, surely
from tests.runs import found_in
from tests.support import EXACT, seeds

OFF = "mechanisms.customers.split_loyalty.strength=0"
RIVALS = ("second", "third", "fourth", "fifth", "sixth")
CARE = "firms.leader.strategies.budgets.retention=6_000"
POACHING = '{"kind": "poaching", "top": 0.1, "discount": 0.2, "contact_cost": 0.01}'
COURTED = tuple(f"firms.{rival}.strategies.poaching={POACHING}" for rival in RIVALS)

pytestmark = pytest.mark.slow


def of_the_leader(scenario: Scenario, seed: int) -> Kept:
    """Share of the leader's customers after 18 months that it keeps for a year."""
    return customers_kept(scenario, seed, 0, 78, 130)


def kept(replications: int, *overrides: str) -> pd.DataFrame:
    """The same, a row per replication."""
    scenario = load("repertoire", "years=2.5", CARE, *overrides)
    runs = [(scenario, seed) for seed in seeds(replications)]
    return pd.DataFrame([vars(found) for found in found_in(of_the_leader, runs)])


def relative_cost(*overrides: str) -> Estimate:
    """Cost per contested customer kept over cost per customer kept."""

    def shares(replications: int) -> tuple[pd.Series, pd.Series]:
        found = kept(replications, *overrides)
        return found["all"], found["contested"]

    return surely(shares, lambda pair, confidence: ratio_interval(*pair, confidence))


def test_keeping_a_contested_customer_costs_more_than_keeping_an_average_one():
    """B9."""
    assert relative_cost(*COURTED) > 1


def test_where_nobody_poaches_high_spenders_are_the_cheaper_ones_to_keep():
    """B9 with poaching off."""
    assert relative_cost() < 1


def test_courting_that_reaches_nobody_makes_nobody_dearer_to_keep():
    """B9 off: the offers are made, and lost on everybody."""
    assert kept(EXACT, *COURTED, OFF).equals(kept(EXACT))


def test_courting_takes_the_contested_and_leaves_the_others():
    """B9: income from contested customers is the least certain."""

    def lost(n: int) -> pd.DataFrame:
        return kept(n) - kept(n, *COURTED)

    assert surely(lambda n: lost(n)["contested"] - lost(n)["all"]) > 0
