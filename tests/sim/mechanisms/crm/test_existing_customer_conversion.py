"""Existing customers' conversion: what passes to a successor by itself, with effort, and without end."""

import pytest

from sim.mechanisms.crm.existing_customer_conversion import ExistingCustomerConversion, carried, left_behind


def test_without_effort_only_the_unaided_share_passes_on():
    assert carried(0.0, 10.0, 0.3) == 0.3


def test_effort_without_end_passes_on_everything():
    assert carried(1e6, 10.0, 0.3) == pytest.approx(1.0, abs=1e-12)


def test_at_the_scale_63_percent_of_the_rest_passes_on():
    assert carried(10.0, 10.0, 0.3) == pytest.approx(0.3 + 0.7 * (1.0 - 2.718281828459045**-1))


def test_what_does_not_pass_on_is_left_behind():
    assert left_behind(2.0, 0.25) == 1.5
    assert left_behind(2.0, 1.0) == 0.0


def test_by_default_a_successor_meets_most_of_its_owners_as_a_stranger():
    assert ExistingCustomerConversion().unaided < 0.5
