"""B3 on the scenario `subscription`: contracts hold people, and the restless leave first."""

import numpy as np
import pandas as pd
import pytest

from sim import Scenario, load
from sim.model import MarketModel
from tests.evidence import surely
from tests.runs import found_in
from tests.support import EXACT, seeds

NO_RENEWAL = "mechanisms.customers.renewal.strength=0"
ALL_ALIKE = ("mechanisms.customers.renewal.leaving=704", "mechanisms.customers.renewal.staying=1182")


def contract_holders(replications: int, *overrides: str) -> pd.DataFrame:
    """By seed: extra inertia of those who stay for years, and how many leave within a contract."""
    scenario = load("subscription").set("customers=2000", "years=7", *overrides)
    return pd.DataFrame(found_in(those_who_stay, [(scenario, seed) for seed in seeds(replications)]))


def those_who_stay(scenario: Scenario, seed: int) -> dict[str, float]:
    model = MarketModel(scenario, seed=seed)
    columns = model.market.customers.columns
    for _ in range(12):
        model.step()
    first = columns.supplier.copy()
    inert = columns.stickiness[first >= 0].mean()
    stayed, left_early = first >= 0, 0
    while model.running:
        bound = (columns.supplier >= 0) & (model.market.period - columns.since < 12)
        before = columns.supplier.copy()
        model.step()
        left_early += int(((columns.supplier != before) & bound).sum())
        stayed &= columns.supplier == first
    return {"selection": float(columns.stickiness[stayed].mean() - inert), "left_early": left_early}


@pytest.mark.slow
def test_those_who_are_still_there_are_the_inert_ones():
    """Retention rises because of who is left: one logit and more of inertia above that of all who signed."""
    assert surely(lambda n: contract_holders(n).selection) > 1


@pytest.mark.slow
def test_where_all_are_alike_those_who_are_still_there_are_like_those_who_left():
    assert surely(lambda n: contract_holders(n, *ALL_ALIKE).selection) < 0.05


@pytest.mark.slow
def test_nobody_leaves_before_the_contract_ends_and_without_contracts_people_do():
    assert (contract_holders(EXACT).left_early == 0).all()
    assert surely(lambda n: contract_holders(n, NO_RENEWAL).left_early) > 0
    assert np.isclose(contract_holders(EXACT, NO_RENEWAL).selection, 0).all()
