"""V-A1: first purchases of room air conditioners follow Bass as the real series of 1949-61 does.

Measured as there: yearly adopters of 13 years, p, q and m refitted by nonlinear least squares; bands for the
mean over seeds that were not used for fitting.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.battery import bass
from sim import load
from tests.evidence import Estimate, surely
from tests.support import FEW, compare

pytestmark = pytest.mark.slow

HOUSEHOLDS_EACH_THOUSAND = 2.5
DATA = Path(__file__).parents[2] / "scenarios" / "data" / "room_air_conditioners.csv"
IMITATION_OFF = "mechanisms.cycles.adoption.imitation=0"


def real():
    return pd.read_csv(DATA).adopters_thousand.to_numpy(float)


@cache
def adopters(replications, *overrides):
    """Thousands of households that adopt in each year: float64[seeds, years]."""
    scenario = load("room_air_conditioner").set(*overrides)
    table = compare({"base": scenario}, replications).tables["category"]
    runs = (run.first_purchases for _, run in table.groupby("replication"))
    return np.array([HOUSEHOLDS_EACH_THOUSAND * bass.yearly_totals(run, 12) for run in runs])


@cache
def refits(replications, *overrides):
    return [bass.fit(series) for series in adopters(replications, *overrides)]


def mean(name, *overrides) -> Estimate:
    return surely(lambda n: [getattr(refit, name) for refit in refits(n, *overrides)])


def error(forecast):
    """Root mean squared error against the real years, in thousands."""
    return float(np.sqrt(np.mean((forecast - real()) ** 2)))


def test_innovation_is_the_published_one_within_a_factor_of_1_5():
    assert 0.00944 / 1.5 < mean("innovation") < 0.00944 * 1.5


def test_imitation_is_the_published_one_within_15_percent():
    assert 0.85 * 0.375 < mean("imitation") < 1.15 * 0.375


def test_market_potential_is_the_published_one_within_10_percent():
    assert 0.9 * 18_713 < mean("market_potential") < 1.1 * 18_713


def test_the_bass_curve_explains_at_least_nine_tenths_of_the_variance():
    assert np.median([refit.r_squared for refit in refits(FEW)]) >= 0.90


def test_the_peak_comes_when_it_came():
    assert 9.58 - 1 < mean("peak_time") < 9.58 + 1


def test_simulated_years_are_nearer_to_the_real_ones_than_last_years_sales():
    last_year = np.concatenate([[0.0], real()[:-1]])
    assert error(adopters(FEW).mean(axis=0)) < error(last_year)


def test_without_imitation_the_curve_is_not_theirs():
    assert mean("imitation", IMITATION_OFF) < 0.1
    assert error(adopters(FEW, IMITATION_OFF).mean(axis=0)) > 2 * error(adopters(FEW).mean(axis=0))
