"""Failed contacts: how hard contacts are, and what the hard ones cost."""

import numpy as np
import pytest

from sim.mechanisms.channels.failed_contacts import FailedContacts, difficulty, handling

PEOPLE = 100_000
EVENLY = ((np.arange(PEOPLE) + 0.5) / PEOPLE).tolist()


@pytest.mark.parametrize("complexity", [0.1, 0.3, 0.5, 0.8, 1.0])
def test_contacts_are_on_average_as_hard_as_the_good_is_complex(complexity: float):
    assert np.mean([difficulty(luck, complexity) for luck in EVENLY]) == pytest.approx(complexity, abs=1e-4)


def test_a_good_of_middling_complexity_has_contacts_of_every_difficulty_alike():
    assert [difficulty(luck, 0.5) for luck in EVENLY] == pytest.approx(EVENLY, rel=1e-12)


@pytest.mark.parametrize(("complexity", "ability"), [(0.2, 0.6), (0.5, 0.6), (0.5, 0.95), (0.8, 0.6)])
def test_a_channel_fails_in_what_is_harder_than_it_is_able(complexity: float, ability: float):
    failed = np.mean([difficulty(luck, complexity) >= ability for luck in EVENLY])
    assert failed == pytest.approx(1.0 - ability ** (complexity / (1.0 - complexity)), abs=1e-5)


def test_no_contact_about_the_simplest_good_is_hard():
    assert difficulty(0.99, 0.0) == 0.0
    assert difficulty(0.0, 0.5) == 0.0


def test_every_contact_about_the_most_complex_good_is_as_hard_as_can_be():
    assert [difficulty(luck, 1.0) for luck in (1e-9, 0.5, 1.0)] == [1.0, 1.0, 1.0]


def test_contacts_of_middling_goods_cost_on_average_what_an_ordinary_one_does():
    costs = [handling(difficulty(luck, 0.5), 1.0) for luck in EVENLY]
    assert np.mean(costs) == pytest.approx(1.0, rel=1e-12)


def test_the_hardest_contact_costs_twice_the_ordinary_and_the_easiest_nothing():
    harder = FailedContacts().harder
    assert [handling(hard, harder) for hard in (0.0, 0.5, 1.0)] == [0.0, 1.0, 2.0]


def test_no_contact_brings_money_in():
    assert handling(0.0, 3.0) == 0.0


def test_where_hard_contacts_cost_no_more_all_cost_the_same():
    assert [handling(hard, 0.0) for hard in (0.0, 0.3, 1.0)] == [1.0, 1.0, 1.0]
