"""Logistic regression: exact where the answer is known in closed form, and the likelihood is at its top."""

import numpy as np
import pytest
from scipy.optimize import minimize

from sim.analytics.classification import chances, fit_logistic


def test_one_figure_with_two_values_gives_the_log_odds_ratio():
    """Of 40 without the feature 10 left, of 60 with it 45: log(45/15) less log(10/30)."""
    figures = np.repeat([0.0, 1.0], [40, 60])[:, np.newaxis]
    outcomes = np.concatenate([np.repeat([1.0, 0.0], [10, 30]), np.repeat([1.0, 0.0], [45, 15])])
    weights = fit_logistic(figures, outcomes, ridge=0.0)
    assert weights == pytest.approx([np.log(10 / 30), np.log(9)], abs=1e-9)
    assert chances(weights, figures)[[0, -1]] == pytest.approx([0.25, 0.75], abs=1e-9)


def test_the_weights_have_the_highest_likelihood():
    rng = np.random.default_rng(4)
    figures = rng.normal(size=(400, 3))
    outcomes = (rng.random(400) < 1 / (1 + np.exp(-(0.4 + figures @ [1.0, -0.5, 0.0])))).astype(float)

    def loss(weights):
        logits = weights[0] + figures @ weights[1:]
        return float((np.logaddexp(0.0, logits) - outcomes * logits).sum())

    best = minimize(loss, np.zeros(4), method="BFGS", options={"gtol": 1e-9}).x
    assert fit_logistic(figures, outcomes, ridge=0.0) == pytest.approx(best, abs=1e-5)


def test_on_average_the_chances_are_the_share_that_it_happened_to():
    figures = np.linspace(-1, 1, 50)[:, np.newaxis]
    outcomes = (np.arange(50) % 7 < 3).astype(float)
    assert chances(fit_logistic(figures, outcomes), figures).mean() == pytest.approx(
        outcomes.mean(), abs=1e-9
    )


def test_outcomes_that_can_be_told_apart_without_a_mistake_give_finite_weights():
    figures = np.arange(10.0)[:, np.newaxis]
    weights = fit_logistic(figures, (figures[:, 0] > 4.5).astype(float))
    assert np.isfinite(weights).all()
    assert ((chances(weights, figures) > 0.5) == (figures[:, 0] > 4.5)).all()


@pytest.mark.parametrize(("happened", "chance"), [(0.0, 0.5 / 10), (1.0, 9.5 / 10)])
def test_what_never_or_always_happened_has_a_smoothed_chance(happened: float, chance: float):
    figures, outcomes = np.arange(9.0)[:, np.newaxis], np.full(9, happened)
    assert chances(fit_logistic(figures, outcomes), figures) == pytest.approx(np.full(9, chance))


def test_a_figure_that_never_varies_does_no_harm():
    figures = np.column_stack([np.zeros(20), np.arange(20.0)])
    weights = fit_logistic(figures, (np.arange(20) % 3 == 0).astype(float))
    assert np.isfinite(weights).all()
