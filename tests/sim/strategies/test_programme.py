"""Rollout: a plan kept to from its start on, with every step in it once."""

import pytest
from pydantic import ValidationError

from sim import load
from sim.files import BadInput
from sim.mechanisms.crm.crm_programme import ProgrammeStep
from sim.model import MarketModel
from sim.processes.firms.perception import Looking
from sim.strategies.programme import Rollout

IN_ORDER = tuple(ProgrammeStep)


def decided(strategy: Rollout, periods: int = 0):
    model = MarketModel(load("crm_rollout", "customers=50", "mechanisms.crm.crm_programme.strength=0"))
    for _ in range(periods):
        model.step()
    return strategy.decide(Looking(model.market).view(model.firms[0])).programme


def test_a_programme_begins_on_its_date_and_not_before():
    plan = Rollout(starts=0.5, budget=100.0)
    assert decided(plan, 1) is None
    begun = decided(plan, 2)
    assert begun is not None
    assert (begun.budget, begun.stages, begun.order) == (100.0, 1, IN_ORDER)


@pytest.mark.parametrize("order", [IN_ORDER[:4], (*IN_ORDER[:4], IN_ORDER[0]), ()])
def test_an_order_names_every_step_once(order: tuple[ProgrammeStep, ...]):
    with pytest.raises(ValidationError, match="name each of strategy, customer_analysis"):
        Rollout(order=order)


def test_time_for_preparing_is_taken_only_if_money_is_spent_on_it():
    with_money, without = decided(Rollout(preparation=10.0)), decided(Rollout())
    assert with_money is not None
    assert without is not None
    assert (with_money.preparation_years, without.preparation_years) == (0.5, 0.0)


def test_a_file_with_an_unknown_step_is_told_where():
    path = "firms.provider.strategies.programme"
    with pytest.raises(BadInput, match="order") as told:
        load("crm_rollout", f"{path}={{kind: rollout, order: [software]}}")
    assert path in str(told.value)
