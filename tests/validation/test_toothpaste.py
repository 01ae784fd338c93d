"""The market of the toothpaste panel: double jeopardy, duplication, a Dirichlet (V-B1, V-B2, V-B3).

Shares, penetrations and purchases per buyer were published for a quarter, so the table and the fit are
measured over a quarter. The two laws ask for 2 to 10 purchases per buyer: they are measured over half a
year (4 per buyer). In a quarter (2.6 per buyer) even the Dirichlet of the published M, K and S has an
elasticity of 0.96 and a D of 0.67: so short a window is too short for either band.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from analysis.battery.brand_table import brand_table, double_jeopardy, duplication, duplication_law
from analysis.battery.dirichlet import dirichlet_fit_error
from analysis.battery.repertoire import purchases_in_windows
from sim import Scenario, load
from tests.evidence import Estimate, surely
from tests.runs import found_in
from tests.support import FEW, SEEDS, seeds

BURN_IN, QUARTER, HALF_YEAR = 78, 13, 26
OFF = "mechanisms.customers.uncertain_demand.strength=0"
MANY = [FEW, pytest.param(SEEDS, marks=pytest.mark.nightly)]
"""Replications over which a table is averaged."""

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Panel:
    """One replication, measured as the study measured."""

    quarter: pd.DataFrame
    penetration: float
    rate: float
    penetration_error: float
    rate_error: float
    brand_diversity: float
    share_with_penetration: float
    elasticity: float
    rate_spread: float
    penetration_with_rate: float
    duplication: float
    duplication_with_penetration: float


def panels(replications: int, *overrides: str) -> list[Panel]:
    scenario = load("toothpaste", *overrides)
    return found_in(panel, [(scenario, seed) for seed in seeds(replications)])


def panel(scenario: Scenario, seed: int) -> Panel:
    names, stops = list(scenario.firms), (BURN_IN + QUARTER, BURN_IN + HALF_YEAR)
    quarter, half_year = purchases_in_windows(scenario, seed, BURN_IN, stops)
    fit = dirichlet_fit_error(quarter, names)
    named = slice(0, len(names) - 1)  # the last column is all other brands together, which is no brand
    table = brand_table(half_year, names).iloc[named]
    jeopardy = double_jeopardy(table)
    law = duplication_law(duplication(half_year)[named, named], table.penetration_of_buyers)
    buyers = quarter.sum(axis=1) > 0
    return Panel(
        brand_table(quarter, names).iloc[named],
        buyers.mean(),
        quarter.sum() / buyers.sum(),
        fit.penetration_error,
        fit.rate_error,
        fit.brand_diversity,
        jeopardy.share_with_penetration,
        jeopardy.penetration_elasticity,
        jeopardy.rate_spread,
        jeopardy.penetration_with_rate,
        law.coefficient,
        law.mean_with_penetration,
    )


def each(name: str, replications: int, *overrides: str) -> np.ndarray:
    return np.array([getattr(one, name) for one in panels(replications, *overrides)])


def figure(name: str, *overrides: str) -> Estimate:
    return surely(lambda n: each(name, n, *overrides))


def published() -> pd.DataFrame:
    return pd.read_csv("scenarios/data/toothpaste_uk_1973q1.csv")


def mean_of(column: str, replications: int):
    return np.mean([one.quarter[column].to_numpy() for one in panels(replications)], axis=0)


@pytest.mark.parametrize("many", MANY)
def test_the_market_has_the_published_shares_and_penetrations(many: int):
    real = published()
    assert mean_of("share", many) == pytest.approx(real.share.to_numpy(), abs=0.006)
    error = np.abs(mean_of("penetration", many) / real.expected_penetration - 1).mean()
    assert error <= 0.06


def test_as_many_buy_and_as_often_as_published():
    assert 0.54 <= figure("penetration") <= 0.58
    assert 2.5 <= figure("rate") <= 2.7


def test_large_brands_have_many_more_buyers_who_buy_a_little_more_often():
    """V-B1."""
    assert figure("share_with_penetration") >= 0.9
    assert figure("penetration_with_rate") > 0
    assert 0.6 <= figure("elasticity") <= 0.95
    assert figure("rate_spread") < 1 / 1.5


def test_buyers_of_one_brand_buy_another_in_proportion_to_its_penetration():
    """V-B2."""
    assert figure("duplication_with_penetration") >= 0.95
    assert 0.75 <= figure("duplication") <= 1.2


def test_a_dirichlet_fits_a_quarter_of_purchases():
    """V-B3."""
    assert figure("penetration_error") <= 0.06
    assert figure("rate_error") <= 0.15
    assert 1.1 <= figure("brand_diversity") <= 1.5


@pytest.mark.parametrize("many", MANY)
def test_buyers_of_small_brands_buy_more_of_the_category(many: int):
    """V-B3."""
    rates, needs = mean_of("purchases_per_buyer", many), mean_of("category_purchases_per_buyer", many)
    real = published()
    assert rates == pytest.approx(real.expected_purchases_per_buyer.to_numpy(), rel=0.15)
    assert needs == pytest.approx(real.expected_category_purchases_per_buyer.to_numpy(), rel=0.06)
    assert needs[-2:].mean() > needs[:2].mean()


def test_without_differences_between_people_there_is_no_such_market():
    """B8 off: all alike in rates and tastes."""
    assert figure("brand_diversity", OFF) > 1.5
    assert figure("penetration", OFF) > 0.6
    assert surely(lambda n: each("duplication", n, OFF) - each("duplication", n)) > 0
