"""B3 where no contract binds: customers leave for good and tell nobody; silence is all there is to see."""

import numpy as np
import pandas as pd
import pytest

from sim import Scenario, load
from sim.model import MarketModel
from tests.evidence import surely
from tests.runs import found_in
from tests.support import EXACT, seeds

ON = "mechanisms.customers.dropout.strength=1"
LENGTH = ("customers=1500", "years=2", "mechanisms.firms.entry_and_exit.strength=0")
HALF = 52

pytestmark = pytest.mark.slow


def cohort(replications: int, *overrides: str) -> pd.DataFrame:
    """By seed: how those who had bought again within a year go on in the next."""
    scenario = load("repertoire", *LENGTH, *overrides)
    return pd.DataFrame(found_in(second_year, [(scenario, seed) for seed in seeds(replications)]))


def second_year(scenario: Scenario, seed: int) -> dict[str, float]:
    model = MarketModel(scenario, seed=seed)
    columns = model.market.customers.columns
    for _ in range(HALF):
        model.step()
    bought = columns.purchases.sum(axis=0)
    silence = HALF - 1 - columns.last.max(axis=0)
    gone, known = columns.potential == 0, bought >= 4
    while model.running:
        model.step()
    later = columns.purchases.sum(axis=0) - bought
    long = silence > 13
    return {
        "came_back": float((later[known] > 0).mean()),
        "gone_if_silent": float(gone[known & long].mean()) if (known & long).any() else 0.0,
        "gone_if_recent": float(gone[known & ~long].mean()),
        "bought_by_the_gone": float(later[gone].sum()),
        "gone": float(gone.sum()),
        "gone_after_a_first_purchase": float((gone & (bought < 2)).sum()),
    }


def test_without_contracts_customers_stay_away_for_good():
    """B3."""
    assert surely(lambda n: cohort(n).came_back - cohort(n, ON).came_back) > 0.2


def test_whoever_has_left_never_buys_again_and_nobody_leaves_after_a_first_purchase():
    """B3."""
    on = cohort(EXACT, ON)
    assert (on.gone > 0).all()
    assert (on.bought_by_the_gone == 0).all()
    assert (on.gone_after_a_first_purchase == 0).all()


def test_the_silent_are_far_more_often_gone_than_the_recent():
    """B3: what lets a seller guess who has left."""
    assert surely(lambda n: cohort(n, ON).gone_if_silent - cohort(n, ON).gone_if_recent) > 0.3


def test_with_dropout_off_nobody_is_ever_gone():
    """B3 off."""
    off = cohort(EXACT)
    assert (off.gone == 0).all()
    assert np.isclose(off.gone_if_silent - off.gone_if_recent, 0).all()
