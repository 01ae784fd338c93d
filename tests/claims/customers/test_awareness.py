"""Advertising makes a firm known, and being known sells (A1, awareness)."""

import numpy as np
import pandas as pd
import pytest

from sim import compare, load
from sim.model import MarketModel
from tests.support import FEW, interval

OFF = "mechanisms.customers.awareness.strength=0"
MORE = "firms.second.strategies.budgets.advertising=6_400"
USUAL = ("customers=2_000", "years=1")
"""Budgets stay those for 5,000 people: more a head than usual, and still short of saturation."""

pytestmark = pytest.mark.slow


def gained(*overrides: str) -> pd.Series:
    usual = load("repertoire", *USUAL, *overrides)
    found = compare({"usual": usual, "advertised": usual.set(MORE)}, FEW, seed=1000)
    units = found.tables["firm"].query("firm == 'second'").groupby(["arm", "replication"]).units.sum()
    return units["advertised"] - units["usual"]


def known(seed: int, *overrides: str) -> float:
    """Mean chance that the second brand comes to mind, after a year."""
    model = MarketModel(load("repertoire", *USUAL, *overrides), seed=seed)
    while model.running:
        model.step()
    return float(np.mean(model.market.customers.columns.awareness[1]))


def test_twice_the_advertising_makes_a_brand_better_known():
    assert interval(pd.Series([known(1000 + r, MORE) - known(1000 + r) for r in range(FEW)])).low > 0


def test_twice_the_advertising_sells_more():
    assert interval(gained()).low > 0


def test_advertising_sells_nothing_where_everybody_knows_everybody():
    """Awareness off."""
    assert (gained(OFF) == 0).all()
