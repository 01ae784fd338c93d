"""Most CRM programmes fail; stages with quick wins and evaluation help, software first does not (C7).

A programme fails if, against the paired run without it, its targets are missed or its present value is
negative. Readiness is drawn anew in each replication from the scenario's typical spread. What was fitted (see
the scenario) was fitted on other seeds. An arm's intervals are those of rates (Wilson); two arms are compared
replication by replication, by those in which one fails and the other does not.
"""

from functools import cache

import pandas as pd
import pytest

from analysis.measures.crm_programme import failure_rate, programme_outcomes
from sim import Scenario, load
from sim.mechanisms.crm.crm_programme import Factor
from tests.evidence import share_larger
from tests.support import EXACT, compare, interval

OFF = "mechanisms.crm.crm_programme.strength=0"
MANY = 80
"""Replications for a rate that is to be told to 11 percentage points."""
EXTREMES = (0.1, 0.9)

pytestmark = pytest.mark.slow


def stated(factor: Factor, value: float) -> str:
    return f"firms.provider.readiness.factors={{{factor}: {value}}}"


def outcomes(arms: dict[str, Scenario], replications: int) -> pd.DataFrame:
    """What each arm's programme came to, by arm and replication."""
    found = programme_outcomes(compare({"none": load("crm_rollout").arm("none"), **arms}, replications))
    return found.set_index(["arm", "replication"])


@cache
def failed(arm: str, replications: int, *overrides: str) -> pd.Series:
    """Whether the programme of an arm failed, 1 or 0, by replication."""
    scenario = load("crm_rollout").arm(arm).set(*overrides)
    return outcomes({arm: scenario}, replications).fails.xs(arm).astype(float)


def test_as_ready_as_firms_are_55_to_70_percent_of_programmes_fail():
    rate = failure_rate(failed("big_bang", MANY) == 1)
    assert 0.55 <= rate.estimate <= 0.70
    assert rate.low > 0.45
    assert rate.high < 0.80


def test_staged_with_quick_wins_and_evaluation_at_most_half_as_many_fail():
    excess = failed("staged", MANY) - 0.5 * failed("big_bang", MANY)
    assert interval(excess).high < 0


def test_software_first_is_no_better():
    def gain(n: int) -> pd.Series:
        return failed("big_bang", n) - failed("software_first", n)

    assert share_larger(gain) < 0.5


def test_getting_ready_first_helps():
    def less(n: int) -> pd.Series:
        return failed("big_bang", n) - failed("readiness_first", n)

    assert share_larger(less) > 0.5


@pytest.mark.parametrize("factor", Factor)
def test_each_factor_alone_moves_the_rate(factor: Factor):
    def less(n: int) -> pd.Series:
        hardly, nearly = (failed("big_bang", n, stated(factor, value)) for value in EXTREMES)
        return hardly - nearly

    assert share_larger(less) > 0.5


def test_with_the_law_off_no_programme_costs_or_changes_anything_however_ready_the_firm():
    scenario = load("crm_rollout").set(OFF)
    arms = {name: scenario.arm(name) for name in ("big_bang", "staged", "software_first")}
    arms |= {f"data_{value}": arms["big_bang"].set(stated(Factor.DATA, value)) for value in EXTREMES}
    found = programme_outcomes(compare({"none": scenario.arm("none"), **arms}, EXACT))
    assert set(found.arm) == set(arms)
    assert (found.present_value_cents == 0).all()
    assert (found.spent_cents == 0).all()
