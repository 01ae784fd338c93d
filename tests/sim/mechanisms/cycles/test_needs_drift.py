"""Needs: they move steadily, and distance costs by its square."""

import pytest

from sim.mechanisms.cycles.needs_drift import ideal_today, misfit


def test_an_ideal_moves_by_its_drift_every_year():
    assert [ideal_today(0.5, 0.25, year) for year in range(4)] == [0.5, 0.75, 1.0, 1.25]


def test_without_drift_needs_stay():
    assert ideal_today(-0.3, 0.0, 40.0) == -0.3


def test_what_is_wanted_fits_and_twice_the_distance_costs_four_times_as_much_on_either_side():
    assert misfit(0.7, 0.7) == 0.0
    assert misfit(0.0, 2.0) == 4 * misfit(0.0, 1.0) == 4 * misfit(1.0, 0.0)


def test_a_product_meets_a_drifting_need_once():
    gaps = [misfit(ideal_today(0.0, 0.2, year / 10), 1.0) for year in range(101)]
    assert min(gaps) == gaps[50] == pytest.approx(0.0, abs=1e-25)
