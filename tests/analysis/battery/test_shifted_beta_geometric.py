from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.battery import shifted_beta_geometric as sbg

DATA = Path(__file__).parents[3] / "scenarios" / "data"
REGULAR = pd.read_csv(DATA / "cohort_survival_regular.csv")["survival_percent"].to_numpy()
HIGH_END = np.array([100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1])


def test_the_regular_cohort_has_the_published_parameters():
    fitted = sbg.fit(REGULAR[:8])
    assert fitted.alpha == pytest.approx(0.704, abs=5e-4)
    assert fitted.beta == pytest.approx(1.182, abs=5e-4)


def test_the_high_end_cohort_has_the_published_parameters():
    fitted = sbg.fit(HIGH_END)
    assert fitted.alpha == pytest.approx(0.668, abs=5e-4)
    assert fitted.beta == pytest.approx(3.806, abs=5e-4)


def test_seven_years_of_the_regular_cohort_forecast_the_next_five_within_one_and_a_half_per_cent():
    assert sbg.forecast_error(REGULAR, 7) == pytest.approx(0.015, abs=5e-4)


def test_retention_rises_with_tenure_though_nobody_changes():
    model = sbg.ShiftedBetaGeometric(0.704, 1.182)
    retention = model.retention(np.arange(1, 13))
    assert (np.diff(retention) > 0).all()
    assert retention[0] == pytest.approx(1.182 / (0.704 + 1.182))


def test_survival_is_the_product_of_retention():
    model = sbg.ShiftedBetaGeometric(0.5, 2.0)
    assert model.survival(np.arange(1, 9)) == pytest.approx(np.cumprod(model.retention(np.arange(1, 9))))
    assert model.survival(0) == 1


def test_a_cohort_of_equals_keeps_the_same_retention_every_year():
    fitted = sbg.fit(0.8 ** np.arange(9))
    assert fitted.retention([1, 8]) == pytest.approx([0.8, 0.8], abs=1e-3)


def test_a_cohort_that_follows_the_model_gives_its_own_parameters_back():
    fitted = sbg.fit(sbg.ShiftedBetaGeometric(1.5, 6.0).survival(np.arange(10)))
    assert (fitted.alpha, fitted.beta) == pytest.approx((1.5, 6.0), rel=1e-4)


@pytest.mark.parametrize(
    "survival", [[100, 90], [100, 90, 95], [100, 100, 100], [100, 50, -1], [1, np.nan, 0]]
)
def test_a_curve_that_cannot_be_survival_is_refused(survival):
    with pytest.raises(ValueError, match=r"survival|nobody left"):
        sbg.fit(survival)


def test_a_forecast_needs_years_to_compare_with():
    with pytest.raises(ValueError, match="years after"):
        sbg.forecast_error(REGULAR, 12)
