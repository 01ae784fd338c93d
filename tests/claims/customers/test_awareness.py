"""Advertising makes a firm known, and being known sells (A1, awareness)."""

import numpy as np
import pandas as pd
import pytest

from sim import Scenario, load
from sim.model import MarketModel
from tests.evidence import surely
from tests.runs import found_in
from tests.support import EXACT, compare, seeds

OFF = "mechanisms.customers.awareness.strength=0"
MORE = "firms.second.strategies.budgets.advertising=6_400"
USUAL = ("customers=2_000", "years=1")
"""Budgets stay those for 5,000 people: more a head than usual, and still short of saturation."""

pytestmark = pytest.mark.slow


def gained(replications: int, *overrides: str) -> pd.Series:
    usual = load("repertoire", *USUAL, *overrides)
    found = compare({"usual": usual, "advertised": usual.set(MORE)}, replications)
    units = found.tables["firm"].query("firm == 'second'").groupby(["arm", "replication"]).units.sum()
    return units["advertised"] - units["usual"]


def known(scenario: Scenario, seed: int) -> float:
    """Mean chance that the second brand comes to mind, after a year."""
    model = MarketModel(scenario, seed=seed)
    while model.running:
        model.step()
    return float(np.mean(model.market.customers.columns.awareness[1]))


def test_twice_the_advertising_makes_a_brand_better_known():
    def better(n: int) -> pd.Series:
        usual = load("repertoire", *USUAL)
        more, less = (
            pd.Series(found_in(known, [(market, seed) for seed in seeds(n)]))
            for market in (usual.set(MORE), usual)
        )
        return more - less

    assert surely(better) > 0


def test_twice_the_advertising_sells_more():
    assert surely(gained) > 0


def test_advertising_sells_nothing_where_everybody_knows_everybody():
    """Awareness off."""
    assert (gained(EXACT, OFF) == 0).all()
