"""Multichannel use: pleasure quickens, comparing slows, and one channel does neither."""

import pytest

from sim.mechanisms.channels.multichannel_use import LEAST, pace


@pytest.mark.parametrize("hedonic", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("channels", [0.0, 1.0])
def test_one_channel_or_none_leaves_the_pace_alone(channels: float, hedonic: float):
    assert pace(channels, hedonic, 0.15, 0.05) == 1.0


def test_each_further_channel_adds_the_same_where_goods_are_bought_for_pleasure():
    assert pace(3.0, 1.0, 0.15, 0.05) == pytest.approx(1.3, rel=1e-15)


def test_each_further_channel_saves_the_same_where_goods_are_bought_for_use():
    assert pace(3.0, 0.0, 0.15, 0.05) == pytest.approx(0.9, rel=1e-15)


def test_nobody_is_slowed_down_to_nothing():
    assert pace(12.0, 0.0, 0.15, 0.5) == LEAST
