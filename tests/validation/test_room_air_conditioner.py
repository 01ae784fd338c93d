"""V-A1: first purchases of room air conditioners follow Bass as the real series of 1949-61 does.

Measured as there: yearly adopters of 13 years, p, q and m refitted by nonlinear least squares; bands for the
mean over 30 seeds that were not used for fitting.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.battery import bass
from sim import load, simulate
from tests.support import FEW, SEEDS, interval

pytestmark = pytest.mark.slow

HOUSEHOLDS_EACH_THOUSAND = 2.5
DATA = Path(__file__).parents[2] / "scenarios" / "data" / "room_air_conditioners.csv"
IMITATION_OFF = "mechanisms.cycles.adoption.imitation=0"


def real():
    return pd.read_csv(DATA).adopters_thousand.to_numpy(float)


@cache
def adopters(*overrides):
    """Thousands of households that adopt in each year: float64[seeds, years]."""
    scenario = load("room_air_conditioner").set(*overrides)
    replications = FEW if IMITATION_OFF in overrides else SEEDS
    runs = (simulate(scenario, 1000 + r).tables["category"].first_purchases for r in range(replications))
    return np.array([HOUSEHOLDS_EACH_THOUSAND * bass.yearly_totals(run, 12) for run in runs])


@cache
def refits(*overrides):
    return [bass.fit(series) for series in adopters(*overrides)]


def mean(name):
    return interval([getattr(refit, name) for refit in refits()])


def error(forecast):
    """Root mean squared error against the real years, in thousands."""
    return float(np.sqrt(np.mean((forecast - real()) ** 2)))


def test_innovation_is_the_published_one_within_a_factor_of_1_5():
    assert 0.00944 / 1.5 < mean("innovation").low <= mean("innovation").high < 0.00944 * 1.5


def test_imitation_is_the_published_one_within_15_percent():
    assert 0.85 * 0.375 < mean("imitation").low <= mean("imitation").high < 1.15 * 0.375


def test_market_potential_is_the_published_one_within_10_percent():
    assert 0.9 * 18_713 < mean("market_potential").low <= mean("market_potential").high < 1.1 * 18_713


def test_the_bass_curve_explains_at_least_nine_tenths_of_the_variance():
    assert np.median([refit.r_squared for refit in refits()]) >= 0.90


def test_the_peak_comes_when_it_came():
    assert abs(mean("peak_time").estimate - 9.58) < 1


def test_simulated_years_are_nearer_to_the_real_ones_than_last_years_sales():
    last_year = np.concatenate([[0.0], real()[:-1]])
    assert error(adopters().mean(axis=0)) < error(last_year)


def test_without_imitation_the_curve_is_not_theirs():
    assert np.mean([refit.imitation for refit in refits(IMITATION_OFF)]) < 0.1
    assert error(adopters(IMITATION_OFF).mean(axis=0)) > 2 * error(adopters().mean(axis=0))
