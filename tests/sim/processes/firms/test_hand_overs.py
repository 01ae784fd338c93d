"""Hand-overs in a market: money for courting goes to fewer, and some of it to own customers."""

import pytest

from sim import load
from sim.model import MarketModel

OFF = "mechanisms.crm.hand_overs.strength=0"


def ran(*overrides: str) -> MarketModel:
    model = MarketModel(load("crm_rollout", "customers=300", *overrides), seed=3)
    for _ in range(3):
        model.step()
    return model


def test_the_money_that_goes_to_own_customers_follows_the_heads():
    model = ran()
    for _ in range(2):
        stages = model.market.tally.stages[0]
        model.step()
    taken = 0.2 * 0.5 / 1.1 * stages[1:5].sum()
    assert model.firms[0].courted_twice == pytest.approx(2_500 * taken / (taken + stages[0]), rel=1e-12)


@pytest.mark.parametrize("change", [OFF, "firms.provider.turnover=0", "firms.provider.integration=1"])
def test_none_goes_to_own_customers_where_all_are_recognised(change: str):
    assert ran(change).firms[0].courted_twice == 0.0


def test_leads_that_are_lost_pull_less():
    off, on = (ran(change, "firms.provider.turnover=0").market.posted for change in (OFF, "years=6"))
    assert on.pull[0, 0] / off.pull[0, 0] == pytest.approx(0.55**2, rel=0.1)
    assert ran(OFF, "firms.provider.hand_over=0.1").market.posted.pull[0, 0] == off.pull[0, 0]


def test_newcomers_whom_service_does_not_know_are_bound_less():
    bond = ran().market.posted.bond[0]
    assert bond[1] == pytest.approx(0.55 * bond[2], rel=1e-12)
