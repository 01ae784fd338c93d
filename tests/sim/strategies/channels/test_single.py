"""Single channel: one is open, all others are closed."""

from sim.strategies.channels.single import SingleChannel
from tests.sim.strategies.channels.views import seen


def test_the_one_is_open_and_all_others_are_closed():
    plans = SingleChannel(channel="shop").decide(seen()).channels
    assert {name: plan.open for name, plan in plans.items()} == {"shop": True, "web": False, "phone": False}


def test_where_none_is_named_it_is_the_first_that_is_open():
    plans = SingleChannel().decide(seen()).channels
    assert [name for name, plan in plans.items() if plan.open] == ["web"]


def test_where_none_is_open_none_is_opened():
    plans = SingleChannel().decide(seen(shop=False, web=False)).channels
    assert not any(plan.open for plan in plans.values())


def test_the_one_gets_the_effort_and_does_what_the_file_says():
    plans = SingleChannel(channel="phone", effort=2.5).decide(seen()).channels
    assert {name: plan.effort for name, plan in plans.items()} == {"shop": 1.0, "web": 1.0, "phone": 2.5}
    assert all(plan.tasks is None for plan in plans.values())


def test_nothing_is_spent_by_the_head():
    offers = SingleChannel(channel="shop").decide(seen(customers=500))
    assert offers.joining == 0.0
    assert all(plan.help == 0.0 for plan in offers.channels.values())


def test_the_one_is_what_a_market_must_have():
    assert list(SingleChannel(channel="shop").names()) == ["shop"]
    assert list(SingleChannel().names()) == []
