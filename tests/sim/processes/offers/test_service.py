"""What contacts are like: failing dimensions, machines and waiting, as posted for customers."""

import numpy as np
import pytest

from sim.agents.calls import Calls
from sim.agents.firms import Firm
from sim.model import MarketModel
from sim.processes.offers.service import answered_share, attended, failing, lost_to_waiting, met_with
from sim.strategies.base import CallCentrePlan, Offers, ServicePlan
from tests.contract.small import busy

DIMENSIONS = (
    "mechanisms.customers.service_dimensions={human: 0.1, business: 0.2, hidden: 0.5, least: 0, scale: 10}",
    "mechanisms.customers.service_dimensions.spoiling=0.5",
)
CALLS = "mechanisms.crm.call_centre={annoyance: 0.3, annoying: 5, hanging_up: 0.6}"
PLENTY = 1e9


def firm_in(*overrides: str, **offers: object) -> tuple[MarketModel, Firm]:
    model = MarketModel(busy(*overrides), seed=1)
    model.firms[0].offers = Offers(**offers)
    return model, model.firms[0]


def test_with_nothing_spent_each_dimension_fails_by_itself():
    model, firm = firm_in(*DIMENSIONS)
    assert failing(model.market, firm, 0.0) == pytest.approx(1 - 0.9 * 0.8 * 0.5)
    assert failing(model.market, firm, 0.5) == pytest.approx(1 - 0.5 * 0.9 * 0.8 * 0.5)
    assert attended(model.market, firm, 0.7) == pytest.approx(0.7 * (1 - 0.5 * (1 - 0.9 * 0.8 * 0.5)))


def test_where_all_that_can_be_is_spent_only_the_product_fails():
    model, firm = firm_in(*DIMENSIONS, service=ServicePlan(PLENTY, PLENTY, PLENTY))
    assert failing(model.market, firm, 0.03) == pytest.approx(0.03)
    assert attended(model.market, firm, 0.7) == pytest.approx(0.7)


def test_half_as_strong_the_dimensions_fail_half_as_often():
    model, firm = firm_in(*DIMENSIONS, "mechanisms.customers.service_dimensions.strength=0.5")
    assert failing(model.market, firm, 0.0) == pytest.approx(0.5 * (1 - 0.9 * 0.8 * 0.5))


def test_off_the_product_alone_fails_and_service_is_what_it_is():
    model, firm = firm_in(service=ServicePlan(), call_centre=CallCentrePlan(agents=1.0, self_service=0.5))
    assert failing(model.market, firm, 0.03) == pytest.approx(0.03)
    assert met_with(model.market, firm, 0.7) == pytest.approx(0.7)
    assert not lost_to_waiting(model.market, firm).any()


def test_a_contact_is_partly_a_machines():
    plan = CallCentrePlan(agents=1.0, self_service=0.25, machine_quality=0.3)
    model, firm = firm_in(CALLS, call_centre=plan)
    assert met_with(model.market, firm, 0.7) == pytest.approx(0.75 * 0.7 + 0.25 * 0.3)


def test_waiting_and_hanging_up_take_from_an_agents_contacts():
    model, firm = firm_in(CALLS, call_centre=CallCentrePlan(agents=1.0, self_service=0.25))
    firm.calls = Calls(minutes=np.full(6, 5.0), given_up=np.full(6, 0.2), unanswered=np.full(6, 0.3))
    waited = 0.3 * (1 - np.exp(-1))
    assert lost_to_waiting(model.market, firm) == pytest.approx(0.75 * (0.8 * waited + 0.2 * 0.6))
    assert answered_share(model.market, firm) == pytest.approx(0.7)


def test_a_firm_without_limit_lets_nobody_wait_and_answers_everybody():
    model, firm = firm_in(CALLS)
    assert not lost_to_waiting(model.market, firm).any()
    assert (answered_share(model.market, firm) == 1.0).all()
