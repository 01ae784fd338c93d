"""Word of mouth: a U in satisfaction, and messages that add up geometrically."""

from itertools import pairwise

import pytest

from sim.mechanisms.customers.word_of_mouth import acquaintance, heard, talk_chance


def test_the_calm_have_nothing_to_tell_and_the_extremes_most():
    assert talk_chance(0.6, 0.6, 0.3) == 0.0
    assert talk_chance(1.0, 0.6, 0.3) == pytest.approx(0.3, rel=1e-15)
    assert talk_chance(0.0, 0.6, 0.3) == pytest.approx(0.3, rel=1e-15)


def test_talk_falls_to_the_calm_point_and_rises_from_there():
    chances = [talk_chance(k / 100, 0.6, 0.3) for k in range(101)]
    assert all(a > b for a, b in pairwise(chances[:61]))
    assert all(a < b for a, b in pairwise(chances[60:]))


@pytest.mark.parametrize("calm", [0.0, 1.0])
def test_talk_is_a_chance_even_where_nobody_can_be_calmer(calm: float):
    assert all(0.0 <= talk_chance(k / 10, calm, 0.3) <= 0.3 for k in range(11))


def test_repeated_praise_approaches_the_best_reputation_geometrically():
    reputation = 0.0
    for _ in range(5):
        reputation = heard(reputation, 1.0, 0.1)
    assert reputation == pytest.approx(1.0 - 0.9**5, rel=1e-13)


def test_a_warning_undoes_more_than_a_praise_gave():
    assert heard(heard(0.0, 1.0, 0.1), -1.0, 0.2) < 0.0


def test_reputation_stays_within_its_scale():
    assert heard(1.0, 1.0, 1.0) == 1.0
    assert heard(0.3, -1.0, 1.0) == -1.0


def test_without_hubs_a_rewired_neighbour_may_be_anybody():
    assert acquaintance(0.3, 0.0) == pytest.approx(0.3, rel=1e-14)


def test_with_hubs_few_have_large_audiences():
    """Ranks have the distribution function r ** (1 / (1 + hubs)): at hubs = 1 half know the first quarter."""
    assert acquaintance(0.5, 1.0) == pytest.approx(0.25)
    assert acquaintance(0.0, 1.0) < 1e-300
