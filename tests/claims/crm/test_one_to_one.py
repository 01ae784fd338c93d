"""C4 on the scenario `one_to_one`: the learning relationship pays with tenure, its data are worth money."""

from functools import cache

import pandas as pd
import pytest

from tests.evidence import surely
from tests.support import EXACT, compared

OFF = "mechanisms.crm.one_to_one.strength=0"
SHORT = ("customers=2000", "years=6")

pytestmark = pytest.mark.slow


@cache
def profit(replications: int, *overrides: str) -> pd.DataFrame:
    """Yearly profit of the provider in currency units: rows (arm, replication), columns year."""
    arms = ("mass_offers", "one_to_one", "data_thrown_away")
    table = compared("one_to_one", arms, (*SHORT, *overrides), replications).tables["firm"]
    rows = table[table.firm == "provider"]
    return rows.groupby(["arm", "replication", rows.period // 12]).profit_cents.sum().unstack() / 100


def gained(year: int, replications: int) -> pd.Series:
    """What one to one brings beyond mass offers in a year, by replication."""
    found = profit(replications)[year]
    return found["one_to_one"] - found["mass_offers"]


def lost(year: int, replications: int) -> pd.Series:
    """What it costs in a year to have thrown the data away."""
    found = profit(replications)[year]
    return found["one_to_one"] - found["data_thrown_away"]


def test_one_to_one_brings_more_the_longer_it_has_lasted():
    """C4: the same money each year, and a rising return on it."""
    assert surely(lambda n: gained(1, n) - gained(0, n)) > 0
    assert surely(lambda n: gained(5, n) - gained(1, n)) > 0


def test_one_to_one_pays_once_it_has_lasted():
    """C4."""
    assert surely(lambda n: gained(5, n)) > 0


def test_throwing_the_data_away_costs_most_of_the_advantage_and_it_has_to_be_earned_anew():
    """C4: the data go at the end of the fourth year."""
    for year in range(4):
        assert (lost(year, EXACT) == 0).all()
    assert surely(lambda n: lost(4, n) - 0.5 * gained(4, n)) > 0
    assert surely(lambda n: lost(4, n) - lost(5, n)) > 0


def test_where_nothing_is_learnt_one_to_one_and_mass_offers_are_the_same():
    """C4 off: nothing is known, so nothing is made to measure, paid for or lost."""
    found = profit(EXACT, OFF)
    assert found.loc["one_to_one"].equals(found.loc["mass_offers"])
    assert found.loc["data_thrown_away"].equals(found.loc["mass_offers"])
