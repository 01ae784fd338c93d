"""Relationship strategy: privileged service saturates in the money spent on it."""

from math import exp

import pytest

from sim.mechanisms.crm.relationship_strategy import privilege


def test_no_money_gives_no_privilege():
    assert privilege(0.0, 20.0, 0.2) == 0.0


def test_at_the_scale_63_percent_of_the_most_is_reached():
    assert privilege(20.0, 20.0, 0.2) == pytest.approx(0.2 * (1.0 - exp(-1.0)), rel=1e-13)


def test_no_money_buys_more_than_the_most():
    assert privilege(1e9, 20.0, 0.2) == pytest.approx(0.2)


def test_the_first_money_works_best():
    assert privilege(1e-6, 20.0, 0.2) / 1e-6 == pytest.approx(0.2 / 20.0, rel=1e-5)
