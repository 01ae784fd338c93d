"""Who used a channel last that is closed or surcharged holds it against the firm, and nobody else does."""

from collections.abc import Mapping

import numpy as np
import pytest

from sim import load
from sim.mechanisms.channels.channel_types import Task
from sim.mechanisms.crm.relationship_stages import ATTRACTION, LOST
from sim.model import MarketModel
from sim.processes.customers.customers_resist import customers_resist
from sim.strategies.plans import ChannelPlan
from tests.contract.small import busy

PHONE, SERVICE = "phone", frozenset({Task.AFTER_SALE})
CLOSED, CHARGED = ChannelPlan(open=False), ChannelPlan(open=True, incentive=-0.1)
LAW = "mechanisms.channels.channel_migration"
SIZES = f"{LAW}={{forced: 0.5, charged: 0.25}}"
Levels = Mapping[str, np.ndarray]


def market(*overrides: str) -> MarketModel:
    """An airline's market after three months; the first is the airline."""
    model = MarketModel(load("airline_channel_migration", "customers=400", SIZES, *overrides), seed=2)
    for _ in range(3):
        model.step()
    return model


def levels(model: MarketModel) -> Levels:
    """Satisfaction and loyalty of everybody with every firm."""
    columns = model.market.customers.columns
    return {"satisfaction": columns.satisfaction.copy(), "loyalty": columns.loyalty.copy()}


def kept(model: MarketModel, plan: ChannelPlan) -> Levels:
    """What the airline's plan for the phone leaves of everybody's levels, as a share."""
    before, firm = levels(model), model.firms[0]
    assert all((level > 0).any() for level in before.values())
    firm.run_channel(PHONE, plan)
    customers_resist(model.market)
    after = levels(model)
    return {
        name: np.divide(after[name], level, out=np.ones_like(level), where=level > 0)
        for name, level in before.items()
    }


def concerned(model: MarketModel) -> np.ndarray:
    """The airline's present customers whose last channel was the phone."""
    columns = model.market.customers.columns
    return (columns.habit == 0) & ~np.isin(columns.stage[0], (ATTRACTION, LOST))


def lost_by_those_concerned(model: MarketModel, left: np.ndarray) -> float:
    """Share that each of those concerned lost with the airline; all others lost nothing, to the bit."""
    mine = np.zeros(left.shape, dtype=np.bool_)
    mine[0] = concerned(model)
    assert (left[~mine] == 1.0).all()
    assert np.ptp(left[mine]) < 1e-6
    return float(1.0 - left[mine].mean())


def test_some_are_concerned_and_others_are_customers_or_phone_users_alone():
    model = market()
    columns = model.market.customers.columns
    customers = ~np.isin(columns.stage[0], (ATTRACTION, LOST))
    for group in (concerned(model), customers & (columns.habit != 0), ~customers & (columns.habit == 0)):
        assert group.sum() > 5


@pytest.mark.parametrize("plan", [CLOSED, ChannelPlan(open=True, tasks=SERVICE)], ids=["closed", "no sales"])
def test_a_channel_that_sells_no_more_costs_satisfaction_and_loyalty_of_who_used_it_last(plan: ChannelPlan):
    model = market()
    found = kept(model, plan)
    assert lost_by_those_concerned(model, found["satisfaction"]) == pytest.approx(0.5, rel=1e-6)
    assert lost_by_those_concerned(model, found["loyalty"]) == pytest.approx(0.5, rel=1e-6)


def test_a_surcharge_costs_satisfaction_alone():
    model = market()
    found = kept(model, CHARGED)
    assert lost_by_those_concerned(model, found["satisfaction"]) == pytest.approx(0.25, rel=1e-6)
    assert (found["loyalty"] == 1).all()


def test_a_law_of_half_strength_takes_half():
    model = market(f"{LAW}.strength=0.5")
    assert lost_by_those_concerned(model, kept(model, CLOSED)["loyalty"]) == pytest.approx(0.25, rel=1e-6)


@pytest.mark.parametrize("plan", [CLOSED, CHARGED], ids=["closed", "surcharged"])
def test_off_nobody_minds(plan: ChannelPlan):
    assert all((shares == 1).all() for shares in kept(market(f"{LAW}.strength=0"), plan).values())


@pytest.mark.parametrize(
    "plan", [ChannelPlan(open=True), ChannelPlan(open=True, incentive=0.1)], ids=["as before", "incentive"]
)
def test_nobody_minds_a_channel_that_stays_or_gets_cheaper(plan: ChannelPlan):
    assert all((shares == 1).all() for shares in kept(market(), plan).values())


def test_a_surcharge_that_goes_on_is_minded_once():
    model = market()
    kept(model, CHARGED)
    model.firms[0].driven = {}
    assert all((shares == 1).all() for shares in kept(model, CHARGED).values())


def test_a_firm_that_has_left_the_market_is_minded_no_more():
    model = MarketModel(busy(), seed=2)
    firm = model.firms[3]
    while firm.is_active:
        model.step()
    firm.driven = dict.fromkeys(firm.open_channels, True)
    before = levels(model)
    customers_resist(model.market)
    assert all(np.array_equal(level, before[name]) for name, level in levels(model).items())
