"""CRM programmes: readiness makes levels, wrong order makes work, poor execution takes time."""

from math import exp

import pytest

from sim.mechanisms.crm.crm_programme import (
    ADOPTION,
    DATA,
    EXECUTION,
    WORK,
    CrmProgramme,
    Factor,
    ProgrammeStep,
    gained,
    level,
    mean_readiness,
    misplaced,
    pace,
    prepared,
    settled,
)

LAW = CrmProgramme()
IN_ORDER = tuple(ProgrammeStep)
SOFTWARE_FIRST = (ProgrammeStep.INFORMATION_TECHNOLOGY, *IN_ORDER[:-1])


def test_at_the_turning_point_half_is_reached():
    assert level(0.45, 0.45, 10.0) == 0.5
    assert level(0.55, 0.45, 10.0) == pytest.approx(1 / (1 + exp(-1.0)), rel=1e-13)


def test_readiness_counts_as_the_plain_mean_of_its_factors():
    ready = dict.fromkeys(Factor, 0.4) | {Factor.DATA: 1.0}
    assert mean_readiness(ready, DATA) == pytest.approx((1.0 + 0.4 + 0.4) / 3, rel=1e-15)
    assert mean_readiness(ready, ADOPTION) == pytest.approx(0.4)


def test_each_of_the_ten_factors_acts_on_something():
    assert {*ADOPTION, *DATA, *EXECUTION} == set(Factor)
    assert len(Factor) == 10


def test_the_work_of_the_five_steps_makes_a_whole():
    assert set(WORK) == set(ProgrammeStep)
    assert sum(WORK.values()) == pytest.approx(1.0, abs=1e-15)


def test_nothing_is_misplaced_in_the_order_of_the_steps():
    assert misplaced(IN_ORDER) == 0.0


def test_software_first_misplaces_the_software_and_nothing_else():
    assert misplaced(SOFTWARE_FIRST) == pytest.approx(WORK[ProgrammeStep.INFORMATION_TECHNOLOGY])


def test_the_wrong_way_round_all_but_the_first_step_is_misplaced():
    assert misplaced(IN_ORDER[::-1]) == pytest.approx(1.0 - WORK[ProgrammeStep.STRATEGY])


def test_a_step_done_after_a_part_of_what_it_builds_on_is_misplaced_in_part():
    swapped = (*IN_ORDER[:3], IN_ORDER[4], IN_ORDER[3])
    before = sum(list(WORK.values())[:4])
    assert misplaced(swapped) == pytest.approx(0.35 * 0.20 / before)


def test_perfect_execution_keeps_to_the_plan_and_none_takes_twice_as_long():
    assert pace(2.0, 1.0, 1.0) == 0.5
    assert pace(2.0, 0.0, 1.0) == 0.25


def test_what_is_gained_is_a_share_of_what_was_missing():
    assert gained(0.4, 0.5) == pytest.approx(0.7, rel=1e-15)
    assert gained(1.0, 0.5) == 1.0


def test_preparing_with_a_quarter_of_the_budget_adds_63_percent_of_the_most():
    assert prepared(25.0, 100.0, 0.25, 0.3) == pytest.approx(0.3 * (1 - exp(-1.0)), rel=1e-13)
    assert prepared(0.0, 100.0, 0.25, 0.3) == 0.0
    assert prepared(10.0, 0.0, 0.25, 0.3) == 0.0


def test_changes_settle_at_a_constant_rate_whatever_the_length_of_periods():
    year = settled(0.0, 1.0, 1.0, 0.5)
    halves = settled(settled(0.0, 1.0, 0.5, 0.5), 1.0, 0.5, 0.5)
    assert year == pytest.approx(1 - exp(-2.0), rel=1e-13)
    assert halves == pytest.approx(year, rel=1e-13)
