"""Channel integration: nothing is lost between channels that are one, all between those that are not."""

import pytest

from sim.mechanisms.channels.channel_integration import contradicted, joined, kept_on_the_way, told_again


def test_joined_channels_lose_nothing():
    assert told_again(0.25, 1.0) == 0.0
    assert contradicted(0.15, 1.0) == 0.0
    assert kept_on_the_way(0.5, 1.0) == 1.0


def test_channels_apart_lose_all_that_there_is_to_lose():
    assert told_again(0.25, 0.0) == 0.25
    assert contradicted(0.15, 0.0) == 0.15
    assert kept_on_the_way(0.5, 0.0) == 0.5


def test_half_the_integration_loses_half():
    assert told_again(0.2, 0.5) == pytest.approx(0.1, rel=1e-15)


def test_money_joins_at_most_at_the_rate_of_building_and_never_more_than_all():
    assert joined(0.0, 5.0, 1.0, 0.25) == 0.0
    assert joined(1e9, 5.0, 1.0, 0.25) == pytest.approx(0.25, rel=1e-12)
    assert joined(1e9, 5.0, 10.0, 1.0) == 1.0


def test_a_scale_of_money_reaches_63_per_cent_of_the_rate():
    assert joined(5.0, 5.0, 1.0, 1.0) == pytest.approx(1 - 2.718281828459045**-1, rel=1e-12)
