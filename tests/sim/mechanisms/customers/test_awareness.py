"""Awareness: messages add to what is missing, forgetting takes from what is there."""

from math import exp, log

import pytest

from sim.mechanisms.customers.awareness import advertising_reach, raised, remembered


def test_what_is_remembered_halves_in_the_half_life():
    assert remembered(0.8, 0.5, log(2.0) / 0.5) == pytest.approx(0.4, rel=1e-13)


def test_a_year_of_forgetting_is_twelve_months_of_it():
    level = 0.9
    for _ in range(12):
        level = remembered(level, 1.3, 1 / 12)
    assert level == pytest.approx(remembered(0.9, 1.3, 1.0), rel=1e-12)


def test_repeated_messages_leave_a_geometric_rest_of_strangers():
    level = 0.0
    for _ in range(7):
        level = raised(level, 0.2)
    assert level == pytest.approx(1.0 - 0.8**7, rel=1e-13)


def test_awareness_stays_within_nothing_and_all():
    assert raised(1.0, 0.7) == 1.0
    assert raised(0.0, 1.0) == 1.0
    assert raised(0.3, 0.0) == 0.3


def test_advertising_reaches_63_percent_at_the_scale_and_never_more_than_its_ceiling():
    assert advertising_reach(20.0, 20.0, 0.6) == pytest.approx(0.6 * (1.0 - exp(-1.0)), rel=1e-13)
    assert advertising_reach(1e6, 20.0, 0.6) == pytest.approx(0.6)
    assert advertising_reach(0.0, 20.0, 0.6) == 0.0


def test_steady_advertising_holds_awareness_where_vidale_and_wolfe_say():
    reach, forgetting, dt, level = 0.5, 0.8, 1 / 2_000, 0.0
    for _ in range(40_000):
        level = raised(remembered(level, forgetting, dt), reach * dt)
    assert level == pytest.approx(reach / (reach + forgetting), rel=1e-3)
