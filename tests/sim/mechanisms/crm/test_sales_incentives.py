"""Sales incentives: effort goes where the pay is, and a push makes orders larger."""

import pytest

from sim.mechanisms.crm.sales_incentives import effort_for, pushed_order, room_left


def test_nobody_is_paid_and_nobody_does_more_than_usual():
    assert effort_for(0.0, 0.0, 0.0) == 0.0


def test_effort_is_shared_out_as_the_pay_is():
    assert effort_for(300.0, 400.0, 0.8) == pytest.approx(0.6, rel=1e-14)
    assert effort_for(300.0, 400.0, 0.8) + effort_for(100.0, 400.0, 0.8) == pytest.approx(0.8, rel=1e-14)


def test_what_is_not_paid_for_is_not_done():
    assert effort_for(0.0, 400.0, 0.8) == 0.0


def test_full_shelves_resist_in_proportion_and_others_do_not():
    assert room_left(5.0, 10.0) == 1.0
    assert room_left(10.0, 10.0) == 1.0
    assert room_left(40.0, 10.0) == 0.25
    assert room_left(40.0, 0.0) == 0.0


def test_an_order_that_nobody_pushes_is_what_is_needed():
    assert pushed_order(10.0, 0.0, 0.5) == 10.0


def test_a_full_push_adds_its_share_in_whole_units():
    assert pushed_order(10.0, 1.0, 0.5) == 15.0
    assert pushed_order(10.0, 0.5, 0.5) == 13.0
    assert pushed_order(1.0, 0.5, 0.5) == 1.0
