"""Dropout: the beta-geometric of Fader, Hardie & Lee."""

import numpy as np
import pytest
from scipy.stats import beta

from sim.mechanisms.customers.dropout import dropout_chance


@pytest.mark.parametrize(("strength", "chance"), [(1.0, 0.6), (0.5, 0.3), (0.0, 0.0)])
def test_two_gammas_make_a_chance_that_scales_with_the_strength(strength: float, chance: float):
    assert dropout_chance(strength, np.log(3.0), np.log(2.0)) == pytest.approx(chance, rel=1e-12)


@pytest.mark.parametrize(("leaving", "staying"), [(0.793, 2.426), (2.0, 8.0)])
def test_of_those_who_bought_again_as_many_are_left_as_the_beta_geometric_says(
    leaving: float, staying: float
):
    n = 20_000
    chances = beta.ppf((np.arange(n) + 0.5) / n, leaving, staying)
    leave = np.array([dropout_chance(1.0, np.log(share), np.log1p(-share)) for share in chances])
    left = [float(((1.0 - leave) ** repeats).mean()) for repeats in range(5)]
    expected = np.cumprod([1.0, *((staying + k) / (leaving + staying + k) for k in range(4))])
    assert left == pytest.approx(expected, rel=2e-4)
