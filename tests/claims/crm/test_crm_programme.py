"""Most CRM programmes fail; stages with quick wins and evaluation help, software first does not (C7).

A programme fails if, against the paired run without it, its targets are missed or its present value is negative.
Readiness is drawn anew in each replication from the scenario's typical spread. The sizes that were fitted (see
the scenario) were fitted on other seeds. An arm's intervals are those of rates (Wilson); two arms are compared
replication by replication.
"""

from functools import cache

import pandas as pd
import pytest

from analysis.crm_programme import failure_rate, programme_outcomes
from sim import compare, load
from sim.mechanisms.crm.crm_programme import Factor
from tests.support import interval

OFF = "mechanisms.crm.crm_programme.strength=0"
MANY = 150
"""Replications for a rate that is to be told to 8 percentage points."""
SOME = 30
HARDLY, NEARLY = 0.1, 0.9

pytestmark = pytest.mark.slow


@cache
def outcomes(arm: str, replications: int, *overrides: str) -> pd.DataFrame:
    """What a programme came to, by replication."""
    scenario = load("crm_rollout")
    arms = {name: scenario.arm(name).set(*overrides) for name in ("none", arm)}
    return programme_outcomes(compare(arms, replications, seed=1000)).set_index("replication")


def failed(arm: str, replications: int, *overrides: str) -> pd.Series:
    return outcomes(arm, replications, *overrides).fails.astype(float)


def stated(factor: Factor, value: float) -> str:
    return f"firms.provider.readiness.factors={{{factor}: {value}}}"


def test_as_ready_as_firms_are_55_to_70_percent_of_programmes_fail():
    rate = failure_rate(outcomes("big_bang", MANY).fails)
    assert 0.55 <= rate.estimate <= 0.70
    assert rate.low > 0.45
    assert rate.high < 0.80


def test_staged_with_quick_wins_and_evaluation_at_most_half_as_many_fail():
    excess = failed("staged", MANY) - 0.5 * failed("big_bang", MANY)
    assert interval(excess).high < 0


def test_software_first_is_no_better():
    gain = failed("big_bang", MANY) - failed("software_first", MANY)
    assert interval(gain).high <= 0


def test_getting_ready_first_helps():
    less = failed("big_bang", MANY) - failed("readiness_first", MANY)
    assert interval(less).low > 0


@pytest.mark.parametrize("factor", Factor)
def test_each_factor_alone_moves_the_rate(factor: Factor):
    hardly, nearly = (failed("big_bang", SOME, stated(factor, value)) for value in (HARDLY, NEARLY))
    assert interval(hardly - nearly).low > 0


def test_with_the_law_off_no_programme_is_worth_or_costs_anything():
    for arm in ("big_bang", "staged"):
        idle = outcomes(arm, 3, OFF)
        assert (idle.present_value_cents == 0).all()
        assert (idle.spent_cents == 0).all()
        assert failure_rate(idle.loses).estimate == 0.0


def test_with_the_law_off_no_factor_moves_anything():
    one, other = (outcomes("big_bang", 3, OFF, stated(Factor.DATA, value)) for value in (HARDLY, NEARLY))
    assert one.equals(other)
