"""Integrated channels: all or those named, for every task that the file gives them, and money for joining."""

from sim.strategies.channels.integrated import Integrated
from tests.sim.strategies.channels.views import seen


def test_all_channels_of_the_market_are_opened():
    plans = Integrated().decide(seen()).channels
    assert {name: plan.open for name, plan in plans.items()} == {"shop": True, "web": True, "phone": True}


def test_only_those_named_are_open():
    plans = Integrated(channels=frozenset({"shop", "web"})).decide(seen()).channels
    assert {name: plan.open for name, plan in plans.items()} == {"shop": True, "web": True, "phone": False}


def test_no_task_is_taken_from_any():
    assert all(plan.tasks is None for plan in Integrated().decide(seen()).channels.values())


def test_joining_costs_a_year_s_money_by_the_head_in_twelve_parts():
    assert Integrated(joining=6.0).decide(seen(customers=500)).joining == 6.0 * 500 / 12


def test_joining_goes_on_while_there_are_customers():
    assert Integrated().decide(seen(customers=0)).joining == 0.0


def test_a_market_must_have_those_named():
    assert set(Integrated(channels=frozenset({"shop", "web"})).names()) == {"shop", "web"}
    assert list(Integrated().names()) == []
