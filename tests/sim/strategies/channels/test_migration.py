"""Migration: reward, help, charge and close, each on its date."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from sim.mechanisms.channels.channel_types import Task
from sim.strategies.base import NO_OFFERS, ChannelPlan, FirmView
from sim.strategies.channels.migration import Migration
from tests.sim.strategies.care.views import view_of

SERVICE = frozenset({Task.AFTER_SALE, Task.ACCOUNT_CARE})


def view(years: float = 1.0, **channels: bool) -> FirmView:
    """A firm with 300 customers, at a time, with a phone and a web."""
    stages = (1000, 50, 100, 120, 30, 700)
    return replace(
        view_of(1), years=years, stage_counts=stages, channels={"phone": True, "web": True, **channels}
    )


def plans(seen: FirmView, **figures: object) -> dict[str, ChannelPlan]:
    """What a move from phone to web comes to."""
    strategy = Migration.model_validate({"source": "phone", "target": "web", **figures})
    return dict(strategy.decide(seen).channels)


def test_nothing_is_done_before_the_move_begins():
    strategy = Migration(source="phone", target="web", begins=0.5, incentive=0.1)
    assert strategy.decide(view(years=5 / 12)) is NO_OFFERS
    assert set(strategy.decide(view(years=6 / 12)).channels) == {"phone", "web"}


def test_a_surcharge_on_the_source_is_a_negative_incentive():
    found = plans(view(), surcharge=0.05, incentive=0.03)
    assert (found["phone"].incentive, found["web"].incentive) == (-0.05, 0.03)


def test_help_is_money_for_the_period_for_every_present_customer():
    found = plans(view(), help=6.0)
    assert found["web"].help == pytest.approx(6.0 * 300 / 12, rel=1e-15)
    assert found["phone"].help == 0.0


def test_the_source_is_open_until_it_is_closed():
    assert plans(view(years=11 / 12), closes=1.0)["phone"].open
    assert not plans(view(years=1.0), closes=1.0)["phone"].open
    assert plans(view(years=99.0))["phone"].open


def test_a_source_that_keeps_tasks_stays_open_for_them_alone():
    before, after = (plans(view(years), closes=1.0, keeps=SERVICE)["phone"] for years in (0.5, 1.0))
    assert (before.open, before.tasks) == (True, None)
    assert (after.open, after.tasks) == (True, SERVICE)


def test_a_source_that_is_not_open_is_not_opened_and_a_target_is():
    found = plans(view(phone=False, web=False))
    assert (found["phone"].open, found["web"].open) == (False, True)


def test_channels_that_the_market_lacks_are_left_out():
    assert plans(replace(view(), channels={"shop": True})) == {}


def test_nobody_is_moved_from_a_channel_to_itself():
    with pytest.raises(ValidationError, match="web is the source too"):
        Migration(source="web", target="web")


def test_a_source_cannot_keep_the_sales_that_it_is_closed_for():
    with pytest.raises(ValidationError, match="sale is what a source is closed for"):
        Migration(source="phone", target="web", closes=1.0, keeps=frozenset({Task.SALE}))
