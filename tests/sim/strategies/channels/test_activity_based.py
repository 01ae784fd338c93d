"""Activity-based channels: tasks where they are planned, and money for handing on."""

import pytest

from sim import load
from sim.mechanisms.channels.channel_types import Task
from sim.strategies.channels.activity_based import ActivityBased
from tests.sim.strategies.channels.views import seen

LOOK, CONFIGURE = frozenset({Task.ADVICE}), frozenset({Task.SALE, Task.COMMUNICATION})
PLAN = ActivityBased(tasks={"shop": LOOK, "web": CONFIGURE, "phone": frozenset()}, joining=6.0)


def test_each_channel_does_its_tasks_and_one_without_any_is_closed():
    plans = PLAN.decide(seen()).channels
    assert {name: plan.open for name, plan in plans.items()} == {"shop": True, "web": True, "phone": False}
    assert (plans["shop"].tasks, plans["web"].tasks) == (LOOK, CONFIGURE)


def test_tasks_are_read_from_a_file():
    plan = "{kind: activity_based, tasks: {shop: [advice], web: [sale, communication]}}"
    read = load("durable", f"firms.leader.strategies.channels={plan}").firms["leader"].strategies.channels
    assert read == ActivityBased(tasks={"shop": LOOK, "web": CONFIGURE})


def test_a_channel_that_is_not_planned_for_is_closed():
    plans = ActivityBased(tasks={"shop": LOOK}).decide(seen()).channels
    assert [name for name, plan in plans.items() if plan.open] == ["shop"]


def test_without_tasks_channels_stay_as_in_the_file():
    assert ActivityBased().decide(seen()).channels == {}


@pytest.mark.parametrize("plan", [PLAN, ActivityBased(joining=6.0)], ids=["tasks", "none"])
def test_handing_on_costs_a_year_s_money_by_the_head_in_twelve_parts(plan: ActivityBased):
    assert plan.decide(seen(customers=500)).joining == 6.0 * 500 / 12
    assert plan.decide(seen(customers=0)).joining == 0.0


def test_a_market_must_have_every_channel_that_is_planned_for():
    assert set(PLAN.names()) == {"shop", "web", "phone"}
