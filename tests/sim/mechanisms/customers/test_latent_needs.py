"""Latent needs: nothing while not met, everything when met in full, and out of proportion in between."""

import pytest

from sim.mechanisms.customers.latent_needs import delight, met


def test_a_need_is_met_in_full_where_nothing_is_missing_and_hardly_far_away():
    assert met(0.0) == 1.0
    assert met(20.0) < 1e-8


def test_not_to_be_met_is_not_missed_and_to_be_met_in_full_is_worth_the_most():
    assert delight(0.0, 0.25, 2.0) == 0.0
    assert delight(1.0, 0.25, 2.0) == pytest.approx(0.25)


@pytest.mark.parametrize("how_well", [0.2, 0.5, 0.8])
def test_half_measures_delight_less_than_in_proportion(how_well: float):
    assert delight(how_well, 1.0, 2.0) < how_well


def test_delight_grows_in_proportion_as_the_disproportion_vanishes():
    assert delight(0.4, 1.0, 1e-6) == pytest.approx(0.4, abs=1e-6)
