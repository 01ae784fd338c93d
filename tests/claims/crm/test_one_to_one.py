"""C4 on the scenario `one_to_one`: the learning relationship pays with tenure, its data are worth money."""

from functools import cache

import pandas as pd
import pytest

from tests.support import FEW, compared, interval

OFF = "mechanisms.crm.one_to_one.strength=0"
SHORT = ("customers=2000", "years=6")

pytestmark = pytest.mark.slow


@cache
def profit(*overrides: str, replications: int = FEW) -> pd.DataFrame:
    """Yearly profit of the provider in currency units: rows (arm, replication), columns year."""
    arms = ("mass_offers", "one_to_one", "data_thrown_away")
    table = compared("one_to_one", arms, (*SHORT, *overrides), replications).tables["firm"]
    rows = table[table.firm == "provider"]
    return rows.groupby(["arm", "replication", rows.period // 12]).profit_cents.sum().unstack() / 100


def gained(*overrides: str, replications: int = FEW) -> pd.DataFrame:
    """What one to one brings beyond mass offers: rows replication, columns year."""
    found = profit(*overrides, replications=replications)
    return found.loc["one_to_one"] - found.loc["mass_offers"]


def test_one_to_one_brings_more_the_longer_it_has_lasted():
    """C4: the same money each year, and a rising return on it."""
    by_year = gained()
    assert interval(by_year[1] - by_year[0]).low > 0
    assert interval(by_year[5] - by_year[1]).low > 0


def test_one_to_one_pays_once_it_has_lasted():
    """C4."""
    assert interval(gained()[5]).low > 0


def test_throwing_the_data_away_costs_most_of_the_advantage_and_it_has_to_be_earned_anew():
    """C4: the data go at the end of the fourth year."""
    found = profit()
    lost = found.loc["one_to_one"] - found.loc["data_thrown_away"]
    assert (lost[[0, 1, 2, 3]] == 0).all(axis=None)
    assert interval(lost[4] - 0.5 * gained()[4]).low > 0
    assert interval(lost[4] - lost[5]).low > 0


def test_where_nothing_is_learnt_one_to_one_and_mass_offers_are_the_same():
    """C4 off: nothing is known, so nothing is made to measure, paid for or lost."""
    found = profit(OFF, replications=3)
    assert found.loc["one_to_one"].equals(found.loc["mass_offers"])
    assert found.loc["data_thrown_away"].equals(found.loc["mass_offers"])
