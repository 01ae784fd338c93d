"""Figures on one scale."""

import numpy as np
import pytest

from sim.analytics.standardising import standardised


def test_figures_have_mean_nothing_and_spread_one_and_constants_are_nothing():
    found = standardised(np.array([[1.0, 7.0], [3.0, 7.0], [5.0, 7.0]]))
    assert found[:, 0] == pytest.approx(np.array([-1, 0, 1]) * np.sqrt(1.5))
    assert (found[:, 1] == 0).all()
