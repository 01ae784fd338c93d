"""Satisfaction: experience against a standard, with losses looming larger."""

import pytest

from sim.mechanisms.customers.satisfaction import experience, judged, moved, standard

ANCHOR, GAIN, LOSS = 0.72, 1.0, 2.25


def test_what_comes_as_expected_gives_the_anchor():
    assert judged(0.6, 0.6, ANCHOR, GAIN, LOSS) == ANCHOR


def test_a_shortfall_weighs_more_than_an_equal_surprise():
    better, worse = judged(0.7, 0.6, ANCHOR, GAIN, LOSS), judged(0.5, 0.6, ANCHOR, GAIN, LOSS)
    assert (ANCHOR - worse) / (better - ANCHOR) == pytest.approx(LOSS / GAIN, rel=1e-12)


def test_satisfaction_stays_within_its_scale():
    assert judged(1.0, 0.0, ANCHOR, GAIN, LOSS) == 1.0
    assert judged(0.0, 1.0, ANCHOR, GAIN, LOSS) == 0.0


def test_the_standard_lies_between_own_expectation_and_what_rivals_give():
    assert standard(0.9, 0.5, 0.0) == 0.9
    assert standard(0.9, 0.5, 1.0) == 0.5
    assert standard(0.9, 0.5, 0.25) == pytest.approx(0.8, rel=1e-15)


def test_a_better_category_makes_the_same_experience_less_satisfying():
    verdicts = [judged(0.7, standard(0.7, category, 0.4), ANCHOR, GAIN, LOSS) for category in (0.6, 0.7, 0.8)]
    assert verdicts[0] > verdicts[1] > verdicts[2]


def test_an_experience_is_quality_less_misfit_plus_luck_less_failure():
    assert experience(0.8, 0.1, 0.05, 0.5) == pytest.approx(0.25, rel=1e-14)
    assert experience(0.2, 0.0, 0.0, 0.5) == 0.0
    assert experience(0.9, 0.0, 0.4, 0.0) == 1.0


def test_steady_experience_is_learnt_geometrically():
    level = 0.2
    for _ in range(6):
        level = moved(level, 0.9, 0.4)
    assert level == pytest.approx(0.9 - 0.7 * 0.6**6, rel=1e-13)


def test_steady_service_ends_at_the_anchor_however_good_it_is():
    expectation = satisfied = 0.5
    for _ in range(200):
        satisfied = moved(satisfied, judged(0.95, standard(expectation, 0.95, 0.4), ANCHOR, GAIN, LOSS), 0.4)
        expectation = moved(expectation, 0.95, 0.4)
    assert satisfied == pytest.approx(ANCHOR, rel=1e-9)
