"""The market of the toothpaste panel: double jeopardy, duplication, a Dirichlet (V-B1, V-B2, V-B3).

Shares, penetrations and purchases per buyer were published for a quarter, so the table and the fit are
measured over a quarter. The two laws ask for 2 to 10 purchases per buyer: they are measured over half a
year (4 per buyer). In a quarter (2.6 per buyer) even the Dirichlet of the published M, K and S has an
elasticity of 0.96 and a D of 0.67: so short a window is too short for either band.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import pytest

from analysis.battery.brand_table import brand_table, double_jeopardy, duplication, duplication_law
from analysis.battery.dirichlet import dirichlet_fit_error
from analysis.battery.repertoire import purchases_in_windows
from analysis.statistics.intervals import Interval, mean_interval
from sim import load
from tests.support import FEW, SEEDS

BURN_IN, QUARTER, HALF_YEAR = 78, 13, 26
OFF = "mechanisms.customers.uncertain_demand.strength=0"

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


@cache
def panels(*overrides: str) -> tuple[Panel, ...]:
    scenario = load("toothpaste", *overrides)
    names = list(scenario.firms)
    return tuple(
        _panel(
            names,
            *purchases_in_windows(scenario, 1000 + r, BURN_IN, (BURN_IN + QUARTER, BURN_IN + HALF_YEAR)),
        )
        for r in range(FEW if OFF in overrides else SEEDS)
    )


def _panel(names: list[str], quarter, half_year) -> Panel:
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


def figure(name: str, *overrides: str) -> Interval:
    return mean_interval([getattr(panel, name) for panel in panels(*overrides)])


def published() -> pd.DataFrame:
    return pd.read_csv("scenarios/data/toothpaste_uk_1973q1.csv")


def mean_of(column: str, *overrides: str):
    return np.mean([panel.quarter[column].to_numpy() for panel in panels(*overrides)], axis=0)


def within(found: Interval, low: float, high: float) -> bool:
    return low <= found.low and found.high <= high


def test_the_market_has_the_published_shares_and_penetrations():
    real = published()
    assert mean_of("share") == pytest.approx(real.share.to_numpy(), abs=0.006)
    error = np.abs(mean_of("penetration") / real.expected_penetration - 1).mean()
    assert error <= 0.06
    assert figure("penetration").estimate == pytest.approx(0.56, abs=0.02)
    assert figure("rate").estimate == pytest.approx(2.6, abs=0.1)


def test_large_brands_have_many_more_buyers_who_buy_a_little_more_often():
    """V-B1."""
    assert figure("share_with_penetration").low >= 0.9
    assert figure("penetration_with_rate").low > 0
    assert within(figure("elasticity"), 0.6, 0.95)
    assert figure("rate_spread").high < 1 / 1.5


def test_buyers_of_one_brand_buy_another_in_proportion_to_its_penetration():
    """V-B2."""
    assert figure("duplication_with_penetration").low >= 0.95
    assert within(figure("duplication"), 0.75, 1.2)


def test_a_dirichlet_fits_a_quarter_of_purchases():
    """V-B3."""
    assert figure("penetration_error").high <= 0.06
    assert figure("rate_error").high <= 0.15
    assert within(figure("brand_diversity"), 1.1, 1.5)


def test_buyers_of_small_brands_buy_more_of_the_category():
    """V-B3."""
    rates, needs = mean_of("purchases_per_buyer"), mean_of("category_purchases_per_buyer")
    real = published()
    assert rates == pytest.approx(real.expected_purchases_per_buyer.to_numpy(), rel=0.15)
    assert needs == pytest.approx(real.expected_category_purchases_per_buyer.to_numpy(), rel=0.06)
    assert needs[-2:].mean() > needs[:2].mean()


def test_without_differences_between_people_there_is_no_such_market():
    """B8 off: all alike in rates and tastes."""
    assert figure("brand_diversity", OFF).low > 1.5
    assert figure("penetration", OFF).low > 0.6
    assert figure("duplication", OFF).low > figure("duplication").high
