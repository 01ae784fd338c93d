"""Association: the textbook's five baskets."""

import numpy as np
import pytest

from sim.analytics.association import Rule, rules

BREAD, MILK, NAPPIES, BEER, EGGS, COLA = range(6)
BASKETS = np.zeros((5, 6), dtype=bool)
"""Tan, Steinbach & Kumar (2005), "Introduction to data mining", table 6.1."""
for _row, _things in enumerate(
    [
        (BREAD, MILK),
        (BREAD, NAPPIES, BEER, EGGS),
        (MILK, NAPPIES, BEER, COLA),
        (BREAD, MILK, NAPPIES, BEER),
        (BREAD, MILK, NAPPIES, COLA),
    ]
):
    BASKETS[_row, list(_things)] = True


def rule(antecedent: int, consequent: int) -> Rule:
    return next(r for r in rules(BASKETS, 0.0) if (r.antecedent, r.consequent) == (antecedent, consequent))


def test_beer_goes_with_nappies_and_not_as_surely_the_other_way_round():
    assert rule(BEER, NAPPIES)[2:] == pytest.approx((0.6, 1.0, 1.25))
    assert rule(NAPPIES, BEER)[2:] == pytest.approx((0.6, 0.75, 1.25))


def test_things_bought_by_chance_together_have_a_lift_of_one():
    independent = np.array([[a, b] for a in (0, 1) for b in (0, 1)], dtype=bool)
    assert [found.lift for found in rules(independent, 0.0)] == [1.0, 1.0]


def test_rare_and_unsure_rules_are_left_out():
    found = rules(BASKETS, 0.6, 0.8)
    assert [(r.antecedent, r.consequent) for r in found] == [(BEER, NAPPIES)]


def test_the_highest_lift_comes_first():
    lifts = [found.lift for found in rules(BASKETS, 0.2)]
    assert lifts == sorted(lifts, reverse=True)


def test_things_never_together_make_no_rule():
    assert rules(np.eye(3, dtype=bool), 0.0) == []
    assert rules(np.zeros((0, 3), dtype=bool), 0.0) == []
