"""V-B11 on the scenario `subscription`: retention rises with tenure; seven years foretell the next five.

A cohort is measured as Fader & Hardie (2007) did: everybody who signs a first contract in the first year,
each year counted from the own signing; whoever is not with the same firm without a break has left for good.
"""

import numpy as np
import pandas as pd
import pytest

from analysis.battery.shifted_beta_geometric import fit, forecast_error
from sim import Scenario, load
from sim.model import MarketModel
from sim.units import Floats
from tests.evidence import surely
from tests.runs import found_in
from tests.support import SEEDS, seeds

YEARS = 13
RENEWALS = YEARS - 1
NO_RENEWAL = "mechanisms.customers.renewal.strength=0"
NIGHTLY = pytest.mark.nightly


def cohort_survival(scenario: Scenario, seed: int) -> Floats:
    """Members of the cohort at the start and after each year, in people."""
    model = MarketModel(scenario, seed=seed)
    nobody = np.full(scenario.customers, -1)
    signed, firm = nobody.copy(), nobody.copy()
    present = np.zeros(scenario.customers, dtype=bool)
    survival = np.zeros(YEARS)
    while model.running:
        period = model.market.period
        model.step()
        supplier = model.market.customers.columns.supplier
        present &= supplier == firm
        if period < 12:
            new = (signed < 0) & (supplier >= 0)
            signed[new], firm[new] = period, supplier[new]
            present |= new
        year = (period - signed) // 12
        anniversary = present & ((period - signed) % 12 == 0)
        survival += np.bincount(year[anniversary], minlength=YEARS)
    return survival


def survivals(replications: int, *overrides: str) -> Floats:
    """float64[seeds, years]: survival of the cohort over paired seeds; years after the end of a run are 0."""
    scenario = load("subscription").set(f"years={YEARS}").set(*overrides)
    return np.array(found_in(cohort_survival, [(scenario, seed) for seed in seeds(replications)]))


def retention(survival: Floats) -> Floats:
    """Share of those there a year before that is still there, by seed and year."""
    return np.asarray(survival[:, 1:] / np.maximum(survival[:, :-1], 1))


def rise(survival: Floats) -> pd.Series:
    """Retention in the sixth year less that in the first, by seed; later years have few left to count."""
    by_year = retention(survival)
    return pd.Series(by_year[:, 5] - by_year[:, 0])


@pytest.mark.slow
@pytest.mark.parametrize(("replications", "years"), [(10, 7), pytest.param(SEEDS, RENEWALS, marks=NIGHTLY)])
def test_the_longer_customers_have_stayed_the_larger_the_share_that_renews(replications, years):
    """Over all seeds, year for year; late years take many: the study's own curve rises by 0.002 there."""
    survival = survivals(replications)
    by_year = retention(survival)
    assert by_year.shape == (replications, RENEWALS)
    pooled = survival.sum(axis=0)
    assert (np.diff(pooled[1:] / pooled[:-1])[: years - 1] > 0).all()
    assert (np.diff(by_year.mean(axis=0))[: years - 1] > 0).all()


@pytest.mark.slow
def test_six_years_raise_the_share_that_renews_by_more_than_a_fifth():
    assert surely(lambda n: rise(survivals(n))) > 0.2


@pytest.mark.slow
def test_seven_years_of_a_cohort_forecast_the_next_five_within_a_twentieth():
    assert surely(lambda n: [forecast_error(survival, 7) for survival in survivals(n)]) <= 0.05


@pytest.mark.slow
def test_the_refitted_chances_to_leave_are_near_the_published_ones():
    """V-B12: alpha 0.704 and beta 1.182, within 15%."""
    for name, published in (("alpha", 0.704), ("beta", 1.182)):
        refitted = surely(lambda n, name=name: [getattr(fit(one), name) for one in survivals(n)])
        assert 0.85 * published <= refitted <= 1.15 * published


@pytest.mark.slow
def test_without_contracts_and_inertia_retention_hardly_rises():
    def without(n: int) -> pd.Series:
        return rise(survivals(n, NO_RENEWAL, "years=7", "customers=10_000"))

    assert surely(without) < 0.05
    assert surely(lambda n: rise(survivals(n)) - without(n)) > 0.2
