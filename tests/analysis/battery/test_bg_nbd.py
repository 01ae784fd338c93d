"""BG/NBD: the published fit to the CDNOW customers, and what the model says of itself."""

from dataclasses import astuple
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.battery.bg_nbd import BgNbd, fit, rfm_summary

DATA = Path(__file__).parents[3] / "scenarios" / "data"
CDNOW = pd.read_csv(DATA / "cdnow_summary.csv")
PAST = (CDNOW.x, CDNOW.t_x, CDNOW["T"])
PUBLISHED = BgNbd(r=0.243, alpha=4.414, a=0.793, b=2.426)
LOG = pd.DataFrame(
    {
        "customer_id": [7, 7, 7, 7, 3, 9, 9, 9],
        "date": [
            *("2020-01-05", "2020-01-02", "2020-01-05", "2020-01-09"),
            "2020-01-04",
            *("2020-01-01", "2020-01-01", "2020-01-31"),
        ],
    }
)


def test_cdnow_has_the_published_parameters():
    """V-B13."""
    found = fit(*PAST)
    assert astuple(found) == pytest.approx(astuple(PUBLISHED), abs=5e-4)
    assert found.log_likelihood(*PAST).sum() == pytest.approx(-9582.4, abs=0.05)


def test_time_may_be_counted_in_days_as_well_as_in_weeks():
    days = fit(CDNOW.x, 7 * CDNOW.t_x, 7 * CDNOW["T"])
    weeks = fit(*PAST)
    assert astuple(days) == pytest.approx((weeks.r, 7 * weeks.alpha, weeks.a, weeks.b), rel=1e-3)


def test_a_customer_of_cdnow_is_expected_to_buy_as_published():
    """Customer 1 of the paper: 2 repeats, the last in week 30.43 of 38.86, then 1.226 in 39 weeks."""
    assert PUBLISHED.expected_purchases(39, [2], [30.43], [38.86]) == pytest.approx([1.226], abs=5e-4)


def test_cdnow_buys_an_eighth_more_than_foretold_and_the_order_of_customers_is_right():
    """V-B14."""
    foretold = fit(*PAST).expected_purchases(39, *PAST)
    assert foretold.sum() == pytest.approx(1653.4, abs=0.5)
    assert CDNOW.x_holdout.sum() == 1882
    assert np.corrcoef(foretold, CDNOW.x_holdout)[0, 1] == pytest.approx(0.63, abs=0.005)


def test_the_chance_of_no_repeat_and_of_one_is_the_analytic_one():
    model, age, n = BgNbd(r=1.0, alpha=1.0, a=1.0, b=2.0), 3.0, 20_000
    none = np.exp(model.log_likelihood([0], [0.0], [age]))
    assert none == pytest.approx([1.0 / (1.0 + age)])
    moments = (np.arange(n) + 0.5) / n * age
    once = np.exp(model.log_likelihood(np.ones(n), moments, np.full(n, age))).mean() * age
    # After the repeat either gone (a chance of 1/3), or still there (2/3) and silent since.
    gone, there = age / (1.0 + age) / 3.0, 2.0 / 3.0 * age / (1.0 + age) ** 2
    assert once == pytest.approx(gone + there, rel=1e-6)


def test_the_longer_the_silence_the_likelier_a_customer_is_gone_sooner_for_frequent_buyers():
    silent = PUBLISHED.alive_chance([4, 4, 4], [38.0, 30.0, 10.0], [38.9, 38.9, 38.9])
    assert (np.diff(silent) < 0).all()
    assert PUBLISHED.alive_chance([8], [10.0], [38.9]) < silent[-1]
    assert PUBLISHED.alive_chance([0], [0.0], [38.9]) == [1.0]


def test_nothing_is_expected_of_no_time_and_ever_more_of_more():
    expected = [float(PUBLISHED.expected_purchases(t, [2], [30.0], [38.9])[0]) for t in (0, 1, 10, 100)]
    assert expected[0] == pytest.approx(0.0, abs=1e-12)
    assert expected == sorted(expected)


def test_a_log_is_summed_up_as_the_package_lifetimes_does():
    """Days with a repeat purchase, days from first to last, days from first to the end."""
    found = rfm_summary(LOG, date(2020, 1, 30))
    assert found.loc[7].tolist() == [2, 7, 28]
    assert found.loc[3].tolist() == [0, 0, 26]
    assert found.loc[9].tolist() == [0, 0, 29]
    assert list(found.columns) == ["frequency", "recency", "T"]


def test_a_longer_look_at_the_log_sees_more_of_it():
    assert rfm_summary(LOG, date(2020, 1, 31)).loc[9].tolist() == [1, 30, 30]


@pytest.mark.parametrize(
    ("frequency", "recency", "age", "problem"),
    [
        ([0, 0], [0, 0], [5, 6], "nobody bought again"),
        ([1, 2], [6, 1], [5, 6], "no recency beyond its age"),
        ([1, -2], [1, 1], [5, 6], "not negative"),
        ([1, np.nan], [1, 1], [5, 6], "finite"),
    ],
)
def test_customers_that_cannot_be_are_refused(frequency, recency, age, problem):
    with pytest.raises(ValueError, match=problem):
        fit(frequency, recency, age)
