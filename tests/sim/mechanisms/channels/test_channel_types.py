"""Channel types: profiles are whole, capacity binds, effort has falling returns."""

from itertools import pairwise

import pytest

from sim.mechanisms.channels.channel_types import (
    PROFILES,
    ChannelType,
    ChannelTypes,
    Task,
    channel_service,
    felt_service,
    served_share,
)


def test_every_type_has_a_profile_with_a_mark_for_every_task():
    assert set(PROFILES) == set(ChannelType)
    assert all(set(profile.quality) == set(Task) for profile in PROFILES.values())


def test_tasks_weigh_one_in_all():
    assert sum(ChannelTypes().task_weights.values()) == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize(
    ("capacity", "asked"), [(10.0, 3.0), (10.0, 10.0), (10.0, 40.0), (0.0, 5.0), (0.0, 0.0)]
)
def test_a_channel_serves_all_it_can_and_no_more(capacity: float, asked: float):
    assert served_share(capacity, asked) * asked == pytest.approx(min(capacity, asked))


def test_at_ordinary_effort_a_channel_serves_as_its_type_does():
    assert channel_service(0.6, 1.0) == pytest.approx(0.6, rel=1e-14)


def test_more_effort_serves_better_with_falling_returns_and_never_beyond_perfect():
    services = [channel_service(0.4, effort / 2) for effort in range(12)]
    gains = [after - before for before, after in pairwise(services[1:])]
    assert services == sorted(services)
    assert gains == sorted(gains, reverse=True)
    assert 0.0 <= channel_service(0.0, 0.0) <= channel_service(0.4, 500.0) <= 1.0


def test_service_weighs_as_much_as_it_is_told():
    assert felt_service(0.8, 0.2, 0.0) == 0.8
    assert felt_service(0.8, 0.2, 1.0) == 0.2
    assert felt_service(0.8, 0.2, 0.25) == pytest.approx(0.65, rel=1e-14)
