"""Calls queue for a firm's agents, tier by tier, and agents are paid."""

import numpy as np
import pytest

from sim import load
from sim.agents.firms import Firm
from sim.model import MarketModel
from sim.processes.firms.firms_serve import firms_serve, queued
from sim.state.counts import IGNORED
from sim.state.ledger import Account
from sim.strategies.base import CallCentrePlan, Offers, Treatment
from tests.contract.small import busy

PLAN = CallCentrePlan(agents=20.0)
PATIENT = "mechanisms.crm.call_centre={patience: null}"
TIERS = (Treatment(), Treatment(priority=2), Treatment(priority=1), Treatment())
TEN_SEATS = 10 * 250 * 60 / 4
"""Calls a month that 20 agents can answer: 10 seats, 250 hours, 4 minutes each."""


def market(*overrides: str) -> tuple[MarketModel, Firm]:
    model = MarketModel(busy("mechanisms.crm.call_centre={}", *overrides), seed=1)
    firm = model.firms[0]
    firm.offers = Offers(treatments=TIERS)
    return model, firm


def by_tier(*shares: float) -> np.ndarray:
    calls = np.zeros(6)
    calls[: len(shares)] = shares
    return TEN_SEATS * calls


def test_the_load_is_calls_over_what_the_seats_can_answer():
    model, firm = market()
    assert queued(model.market, firm, PLAN, by_tier(0.3, 0.6)).load == pytest.approx(0.9)


def test_a_sample_queues_as_the_whole_it_stands_for():
    small, firm = market("mechanisms.crm.call_centre.sample=50")
    large, other = market()
    calls = by_tier(0.5, 0.45)
    sample = queued(small.market, firm, CallCentrePlan(agents=0.4), calls / 50)
    whole = queued(large.market, other, PLAN, calls)
    assert sample.minutes == pytest.approx(whole.minutes)
    assert sample.left * 50 == pytest.approx(whole.left)


def test_not_recognised_everybody_waits_alike():
    model, firm = market()
    calls = queued(model.market, firm, PLAN, by_tier(0.2, 0.3, 0.3, 0.4))
    assert calls.minutes[:4] == pytest.approx(calls.minutes[0])
    assert calls.minutes[0] > 0


def test_recognised_the_first_hardly_wait_and_the_last_pay_for_it():
    model, firm = market()
    alike = queued(model.market, firm, PLAN, by_tier(0.2, 0.3, 0.3, 0.4))
    ranked = queued(
        model.market, firm, CallCentrePlan(agents=20.0, recognition=True), by_tier(0.2, 0.3, 0.3, 0.4)
    )
    none, a, b, c = ranked.minutes[:4]
    assert a < b < alike.minutes[0] < c == none
    assert ranked.left.sum() == pytest.approx(alike.left.sum())


def test_where_nobody_hangs_up_what_cannot_be_answered_is_left_over_month_by_month():
    model, firm = market(PATIENT)
    for month in range(1, 4):
        firm.calls = queued(model.market, firm, PLAN, by_tier(1.2))
        assert firm.calls.left.sum() == pytest.approx(month * 0.2 * TEN_SEATS, rel=0.01)
        assert not firm.calls.given_up.any()


def test_where_callers_hang_up_they_are_those_whom_the_seats_cannot_serve():
    model, firm = market()
    calls = queued(model.market, firm, PLAN, by_tier(1.5))
    assert calls.given_up[0] == pytest.approx(1 / 3, rel=0.01)
    assert calls.left.sum() < 0.01 * TEN_SEATS


def test_machines_take_contacts_and_leave_the_harder_ones():
    model, firm = market()
    halved = queued(model.market, firm, CallCentrePlan(agents=20.0, self_service=0.5), by_tier(0.6))
    assert halved.load == pytest.approx(0.6 * 1.15)


def test_agents_are_paid_and_contacts_and_complaints_call_them():
    staffed = (
        "firms.leader.strategies.call_centre={kind: staffed, agents: 3, agent_cost: 12000, self_service: 0}"
    )
    model = MarketModel(
        busy(
            "mechanisms.crm={call_centre: {}, complaints: {}}",
            staffed,
            "mechanisms.customers.satisfaction.contacts=6",
            "mechanisms.channels.task_channels.strength=0",
        ),
        seed=1,
    )
    for _ in range(3):
        model.step()
    tally, leader = model.market.tally, model.firms[0]
    calls = int(tally.contacts[0].sum() + tally.complaints[0, IGNORED:].sum())
    model.market.ledger.open_period()
    firms_serve(model.market)
    assert calls > 0
    assert model.market.ledger.flowed(Account.SERVICE)[0] == 3 * 1_000 * 100
    assert leader.calls.load == pytest.approx(calls * 4 / 60 / 250 / 2)  # 3 agents on half-time make 2 seats
    assert model.firms[1].calls.load == 0


def test_service_is_paid_for_by_the_customer():
    spending = "firms.leader.strategies.service={kind: dimensions, human: 12, business: 0, hidden: 24}"
    model = MarketModel(busy("mechanisms.customers.service_dimensions={}", spending), seed=1)
    for _ in range(2):
        model.step()
    customers = int(model.market.tally.stages[0][1:5].sum())
    model.market.ledger.open_period()
    firms_serve(model.market)
    assert customers > 0
    assert model.market.ledger.flowed(Account.SERVICE)[0] == customers * 300


def test_the_scenario_of_the_fund_company_begins_near_its_capacity():
    model = MarketModel(load("fund_call_centre").arm("capacity_100"), seed=1)
    for _ in range(4):
        model.step()
    assert 0.9 < model.firms[0].calls.load < 1.1


def test_where_tasks_have_channels_of_their_own_only_the_telephone_calls():
    staffed = "firms.leader.strategies.call_centre={kind: staffed, agents: 3, self_service: 0}"
    model = MarketModel(busy("mechanisms.crm={call_centre: {}, complaints: {}}", staffed), seed=1)
    for _ in range(3):
        model.step()
    tally, phone = model.market.tally, list(model.market.scenario.channels).index("phone")
    calls = int(tally.task_contacts[0, phone].sum() + tally.complaints[0, IGNORED:].sum())
    firms_serve(model.market)
    assert 0 < calls < tally.contacts[0].sum() + tally.complaints[0, IGNORED:].sum()
    assert model.firms[0].calls.load == pytest.approx(calls * 4 / 60 / 250 / 2)
