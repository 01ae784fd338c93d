"""CRM programmes proceed: money and time by execution, benefits by stage, effects that settle."""

from dataclasses import replace

import pytest

from sim import load
from sim.agents.firms import Firm
from sim.mechanisms.crm.crm_programme import CrmProgramme, Factor
from sim.model import MarketModel
from sim.processes.firms.programmes_proceed import levels, readiness_of
from sim.randomness import Luck
from sim.state.ledger import Account

SMALL = ("customers=100", "years=4")


def stated(value: float) -> str:
    factors = ", ".join(f"{factor}: {value}" for factor in Factor)
    return f"firms.provider.readiness.factors={{{factors}}}"


def ran(arm: str, *overrides: str, periods: int = 16, seed: int = 3) -> Firm:
    model = MarketModel(load("crm_rollout", *SMALL).arm(arm).set(*overrides), seed=seed)
    for _ in range(periods):
        model.step()
    return model.firms[0]


def spent(firm: Firm) -> int:
    account = list(Account).index(Account.PROGRAMMES)
    return int(firm.model.market.ledger.balance[firm.index, account])


EXACT = "mechanisms.crm.crm_programme.steepness=1000"
"""Levels are 0 or 1, as a firm is ready or not."""


def test_a_firm_that_is_ready_keeps_to_budget_and_time():
    firm = ran("big_bang", stated(1.0), EXACT)
    assert spent(firm) == firm.programme.spent == 800_000
    assert ran("big_bang", stated(1.0), EXACT, periods=7).programme.stages_done == 0
    assert ran("big_bang", stated(1.0), EXACT, periods=8).programme.stages_done == 1
    assert firm.programme.worth == pytest.approx(1.0)


def test_a_firm_that_is_not_ready_pays_twice_takes_twice_as_long_and_gets_nothing():
    firm = ran("big_bang", stated(0.0), EXACT, periods=14)
    assert firm.programme.spent == 1_600_000
    assert firm.programme.worth == 0.0
    assert firm.data_quality == firm.spec.data_quality
    assert ran("big_bang", stated(0.0), EXACT, periods=13).programme.stages_done == 0


def test_software_first_costs_its_rework_and_serves_its_users_less():
    firm = ran("software_first", stated(1.0), EXACT)
    assert firm.programme.spent == 800_000 * (1 + 0.5 * 0.35)
    assert firm.programme.worth == pytest.approx(1 - 0.3 * 0.35)


def test_stages_deliver_one_after_the_other():
    half = ran("staged", stated(1.0), EXACT, periods=5)
    assert half.programme.stages_done == 2
    assert half.programme.worth == pytest.approx(0.4)


def test_effects_settle_into_what_the_firm_can_do():
    firm = ran("big_bang", stated(1.0), EXACT)
    done = firm.programme.capability
    assert 0.98 < done < 1.0
    assert firm.programme.effectiveness == pytest.approx(1 + 1.5 * done)
    assert firm.data_quality == pytest.approx(0.8 + 0.2 * 0.8 * firm.programme.records)
    assert firm.integration == pytest.approx(0.5 + 0.5 * 0.8 * firm.programme.records)


def test_service_is_worse_right_after_a_big_bang_and_better_at_last():
    assert ran("big_bang", stated(0.5), periods=11).programme.service < 0
    assert ran("big_bang", stated(1.0)).programme.service > 0


def test_evaluation_stops_what_comes_to_nothing():
    stopped = ran("staged", stated(0.0))
    assert stopped.programme.is_stopped
    assert stopped.programme.stages_done == 1
    assert stopped.programme.spent == 420_000, "three quarters of a year at the plan's pace, and evaluation"


def test_evaluation_and_quick_wins_make_a_firm_readier():
    plain = "firms.provider.strategies.programme={quick_wins: false, evaluation: false}"
    won = "firms.provider.strategies.programme={quick_wins: true, evaluation: false}"
    none, wins, both = (ran("staged", stated(0.5), *texts).programme for texts in ((plain,), (won,), ()))
    assert set(none.readiness.values()) == {0.5}
    assert wins.readiness[Factor.LEADERSHIP] == pytest.approx(1 - 0.5 * 0.95**5)
    assert wins.readiness[Factor.DATA] == 0.5
    assert both.readiness[Factor.DATA] == pytest.approx(1 - 0.5 * 0.97**5)


def test_preparing_costs_money_and_time_and_makes_every_factor_readier():
    firm = ran("readiness_first", stated(0.5), periods=4)
    assert firm.programme.spent == 200_000
    assert firm.programme.progress == 0.0
    assert all(ready > 0.5 for ready in firm.programme.readiness.values())


def test_readiness_that_is_not_stated_is_drawn_by_the_luck_of_the_run():
    model = MarketModel(load("crm_rollout", "customers=10"))
    drawn = [readiness_of(replace(model.market, luck=Luck(seed)), model.firms[0]) for seed in range(300)]
    for factor in Factor:
        values = [ready[factor] for ready in drawn]
        assert sum(values) / 300 == pytest.approx(0.5, abs=4 * 0.2 / 300**0.5)
    assert drawn[0] != drawn[1]


def test_levels_are_those_of_the_law():
    programme = ran("big_bang", stated(0.45)).programme
    assert levels(programme, CrmProgramme(), 0.0) == (0.5, 0.5, 0.5)
    assert levels(programme, CrmProgramme(), 1.0) == pytest.approx((0.35, 0.5, 0.5))


def test_with_the_law_off_a_programme_costs_and_changes_nothing():
    firm = ran("big_bang", "mechanisms.crm.crm_programme.strength=0")
    assert spent(firm) == 0
    assert firm.programme.effectiveness == 1.0
    assert firm.data_quality == firm.spec.data_quality
