"""Renewal: the shifted beta-geometric of Fader & Hardie."""

import numpy as np
import pytest
from scipy.stats import beta

from sim.maths import logistic
from sim.mechanisms.customers.renewal import chance_from_share, contentment, inertia, log_odds


@pytest.mark.parametrize("share", [0.01, 0.4, 0.97])
def test_against_equal_odds_a_person_leaves_with_the_own_chance(share: float):
    assert 1.0 - logistic(inertia(chance_from_share(share))) == pytest.approx(share, rel=1e-12)


@pytest.mark.parametrize(("leaving", "staying"), [(0.704, 1.182), (2.0, 8.0)])
def test_cohort_retention_rises_with_tenure_as_the_shifted_beta_geometric_says(
    leaving: float, staying: float
):
    n = 20_000
    chances = beta.ppf((np.arange(n) + 0.5) / n, leaving, staying)
    stay = np.array([logistic(inertia(chance_from_share(share))) for share in chances])
    surviving = [float((stay**t).mean()) for t in range(6)]
    retention = [surviving[t] / surviving[t - 1] for t in range(1, 6)]
    expected = [(staying + t - 1) / (leaving + staying + t - 1) for t in range(1, 6)]
    assert retention == pytest.approx(expected, rel=2e-4)
    assert retention == sorted(retention)


def test_two_gammas_make_the_odds_of_a_beta():
    assert log_odds(np.log(3.0), np.log(2.0)) == pytest.approx(chance_from_share(0.6), rel=1e-12)


def test_content_holds_on_and_discontent_looks_round():
    assert contentment(0.7, 0.7, 5.0) == 0.0
    assert contentment(0.9, 0.7, 5.0) == pytest.approx(1.0)
    assert contentment(0.2, 0.7, 5.0) == pytest.approx(-2.5)
    assert contentment(0.2, 0.7, 0.0) == 0.0
