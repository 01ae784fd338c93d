"""Hand-overs: leads leak, and customers whose contact left are taken for strangers."""

import pytest

from sim.mechanisms.crm.hand_overs import courted_twice, customers_passed_on, leads_left, unrecognised


def test_two_hand_overs_pass_on_the_square_of_their_quality():
    assert leads_left(0.6, 1.0) == pytest.approx(0.36, rel=1e-15)
    assert customers_passed_on(0.6, 1.0) == pytest.approx(0.6, rel=1e-15)


def test_perfect_hand_overs_lose_nothing():
    assert leads_left(1.0, 1.0) == 1.0
    assert customers_passed_on(1.0, 1.0) == 1.0


def test_a_law_that_is_off_loses_nothing():
    assert leads_left(0.1, 0.0) == 1.0
    assert customers_passed_on(0.1, 0.0) == 1.0


def test_the_forgotten_and_the_recognised_balance():
    share = unrecognised(0.4, 0.5, 2.0)
    forgotten_a_year, recognised_a_year = 0.4 * 0.5 * (1 - share), share / 2.0
    assert forgotten_a_year == pytest.approx(recognised_a_year, rel=1e-14)


def test_nobody_is_forgotten_where_no_staff_leave_or_records_are_shared():
    assert unrecognised(0.0, 0.0, 1.0) == 0.0
    assert unrecognised(0.9, 1.0, 1.0) == 0.0


def test_courting_is_shared_out_by_heads():
    assert courted_twice(200.0, 300.0, 0.5) == pytest.approx(100 / 400, rel=1e-15)
    assert courted_twice(200.0, 300.0, 0.0) == 0.0
    assert courted_twice(0.0, 0.0, 0.5) == 0.0
