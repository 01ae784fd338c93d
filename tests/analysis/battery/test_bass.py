import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.battery import bass

DATA = Path(__file__).parents[3] / "scenarios" / "data"


def published(name):
    return pd.read_csv(DATA / f"{name}.csv")["adopters_thousand"]


def test_room_air_conditioners_spread_as_published():
    fitted = bass.fit(published("room_air_conditioners"))
    assert fitted.innovation == pytest.approx(0.00944, abs=5e-6)
    assert fitted.imitation == pytest.approx(0.37476, abs=5e-6)
    assert fitted.market_potential == pytest.approx(18712.7, abs=0.05)
    assert fitted.r_squared == pytest.approx(0.93318, abs=5e-6)
    assert fitted.peak_time == pytest.approx(9.58, abs=0.005)


def test_clothes_dryers_spread_as_published():
    fitted = bass.fit(published("clothes_dryers"))
    assert fitted.innovation == pytest.approx(0.0136, abs=5e-6)
    assert fitted.imitation == pytest.approx(0.3267, abs=5e-6)
    assert fitted.market_potential == pytest.approx(16497.0, abs=0.05)
    assert fitted.r_squared == pytest.approx(0.91814, abs=5e-6)
    assert fitted.peak_time == pytest.approx(9.34, abs=0.005)


@pytest.mark.parametrize(("innovation", "imitation"), [(0.03, 0.38), (0.002, 0.65), (0.05, 0.02), (0.3, 0.1)])
def test_a_market_that_follows_bass_gives_its_own_parameters_back(innovation, imitation):
    adopters = 5000 * bass.yearly_share(15, innovation, imitation)
    fitted = bass.fit(adopters)
    assert fitted.innovation == pytest.approx(innovation, rel=1e-4)
    assert fitted.imitation == pytest.approx(imitation, rel=1e-3)
    assert fitted.market_potential == pytest.approx(5000, rel=1e-4)
    assert fitted.r_squared == pytest.approx(1)


def test_without_imitation_adoption_is_exponential():
    assert bass.cumulative_share([0, 1, 7], 0.1, 0) == pytest.approx(
        [0, 1 - math.exp(-0.1), 1 - math.exp(-0.7)]
    )


def test_adoption_is_fastest_at_the_peak_and_symmetric_around_it():
    peak = bass.peak_time(0.01, 0.4)
    around = np.diff(bass.cumulative_share([peak - 0.2, peak - 0.1, peak + 0.1, peak + 0.2], 0.01, 0.4))
    assert around[1] / 2 > around[0] == pytest.approx(around[2], rel=1e-4)
    assert bass.peak_time(0.2, 0.1) == 0


def test_a_year_that_did_not_end_is_left_out():
    assert bass.yearly_totals(np.arange(9), 4).tolist() == [6, 22]


def test_equal_years_leave_no_variance_to_explain():
    assert bass.fit([5, 5, 5, 5]).r_squared is None


@pytest.mark.parametrize(
    "series", [[1, 2, 3], [1, 2, -1, 4], [1, 2, math.nan, 4], [0, 0, 0, 0], [[1, 2, 3, 4]]]
)
def test_a_series_without_enough_to_fit_is_refused(series):
    with pytest.raises(ValueError, match=r"adopt|year"):
        bass.fit(series)
