"""Relationship stages: their order, and silence against the own rhythm."""

import pytest

from sim.mechanisms.crm.relationship_stages import Stage, history, is_silent, own_gap, stage_of


def test_a_relationship_climbs_with_every_purchase():
    assert [Stage(stage_of(float(purchases), False, 4.0)) for purchases in range(6)] == [
        Stage.ATTRACTION,
        Stage.WELCOME,
        Stage.ACQUAINTANCE,
        Stage.ACQUAINTANCE,
        Stage.ACCOUNT_MANAGEMENT,
        Stage.ACCOUNT_MANAGEMENT,
    ]


@pytest.mark.parametrize("purchases", [1.0, 3.0, 40.0])
def test_who_is_silent_for_too_long_needs_care_whatever_the_history(purchases: float):
    assert stage_of(purchases, False, 4.0) != Stage.INTENSIVE_CARE
    assert stage_of(purchases, True, 4.0) == Stage.INTENSIVE_CARE


@pytest.mark.parametrize("purchases", [1.0, 3.0, 40.0])
def test_silence_is_held_against_the_own_gap(purchases: float):
    spread = history(2.0, 10.0, 4.0)
    limit = 1.5 * own_gap(2.0, 10.0, purchases, 4.0)
    assert not is_silent(0.999 * limit, purchases, spread, 1.5)
    assert is_silent(1.001 * limit, purchases, spread, 1.5)


def test_silence_of_just_so_many_gaps_is_not_yet_too_long():
    assert not is_silent(6.0, 3.0, 12.0, 1.5)


def test_a_stranger_is_never_missed():
    assert stage_of(0.0, True, 4.0) == Stage.ATTRACTION


def test_after_one_purchase_a_firm_presumes_the_usual_gap():
    assert own_gap(7.0, 7.0, 1.0, 12.0) == 12.0


def test_a_long_history_shows_the_own_rhythm():
    gaps = [own_gap(0.0, 3.0 * (n - 1), float(n), 12.0) for n in (1, 2, 10, 1_000)]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] == pytest.approx(3.0, rel=0.01)


def test_stages_are_numbered_in_their_order():
    assert [stage.name for stage in sorted(Stage)] == [
        "ATTRACTION",
        "WELCOME",
        "ACQUAINTANCE",
        "ACCOUNT_MANAGEMENT",
        "INTENSIVE_CARE",
        "LOST",
    ]
