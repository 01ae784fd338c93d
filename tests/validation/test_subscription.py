"""V-B11 on the scenario `subscription`: retention rises with tenure; seven years foretell the next five.

A cohort is measured as Fader & Hardie (2007) did: everybody who signs a first contract in the first year,
each year counted from the own signing; whoever is not with the same firm without a break has left for good.
"""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from analysis.battery.shifted_beta_geometric import fit, forecast_error
from sim import Scenario, load
from sim.model import MarketModel
from sim.units import Floats
from tests.support import SEEDS, interval

YEARS = 13
RENEWALS = YEARS - 1
NO_RENEWAL = "mechanisms.customers.renewal.strength=0"


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


@cache
def survivals(*overrides: str) -> Floats:
    """float64[seeds, years]: survival of the cohort over paired seeds; years after the end of a run are 0."""
    scenario = load("subscription").set(f"years={YEARS}").set(*overrides)
    return np.array([cohort_survival(scenario, 1000 + seed) for seed in range(SEEDS)])


def retention(survival: Floats) -> Floats:
    """Share of those there a year before that is still there, by seed and year."""
    return np.asarray(survival[:, 1:] / np.maximum(survival[:, :-1], 1))


def rise(survival: Floats) -> pd.Series:
    """Retention in the sixth year less that in the first, by seed; later years have few left to count."""
    by_year = retention(survival)
    return pd.Series(by_year[:, 5] - by_year[:, 0])


@pytest.mark.slow
def test_the_longer_customers_have_stayed_the_larger_the_share_that_renews():
    by_year = retention(survivals())
    assert by_year.shape == (SEEDS, RENEWALS)
    # Over all seeds taken together, year for year: the study's own curve rises by 0.002 at its flattest.
    pooled = survivals().sum(axis=0)
    assert (np.diff(pooled[1:] / pooled[:-1]) > 0).all()
    assert (np.diff(by_year.mean(axis=0)) > 0).all()
    assert interval(rise(survivals())).low > 0.2


@pytest.mark.slow
def test_seven_years_of_a_cohort_forecast_the_next_five_within_a_twentieth():
    errors = pd.Series([forecast_error(survival, 7) for survival in survivals()])
    assert interval(errors).high <= 0.05


@pytest.mark.slow
def test_the_refitted_chances_to_leave_are_near_the_published_ones():
    """V-B12: alpha 0.704 and beta 1.182, within 15%."""
    refits = [fit(survival) for survival in survivals()]
    for values, published in (
        ([refit.alpha for refit in refits], 0.704),
        ([refit.beta for refit in refits], 1.182),
    ):
        estimate = interval(pd.Series(values))
        assert 0.85 * published <= estimate.low
        assert estimate.high <= 1.15 * published


@pytest.mark.slow
def test_without_contracts_and_inertia_retention_hardly_rises():
    without = rise(survivals(NO_RENEWAL, "years=7", "customers=10_000"))
    assert interval(without).high < 0.05
    assert interval(rise(survivals()) - without).low > 0.2
