"""What is known of a customer, and what an offer made to measure is worth."""

import pytest

from sim.mechanisms.crm.one_to_one import OneToOne, made_to_measure
from sim.mechanisms.customers.awareness import raised, remembered


def test_an_offer_is_worth_most_when_all_is_known_and_used_to_the_full():
    assert made_to_measure(1.0, 1.0, 0.6) == 0.6


@pytest.mark.parametrize(("learnt", "depth"), [(0.0, 1.0), (1.0, 0.0)])
def test_what_is_not_known_or_not_used_is_worth_nothing(learnt: float, depth: float):
    assert made_to_measure(learnt, depth, 0.6) == 0.0


def test_knowledge_after_n_interactions_is_a_geometric_series():
    learnt, share = 0.0, OneToOne().learning
    for _ in range(7):
        learnt = raised(learnt, share)
    assert learnt == pytest.approx(1.0 - (1.0 - share) ** 7, rel=1e-12)


def test_a_year_leaves_what_is_not_out_of_date_in_however_many_periods():
    by_month = 1.0
    for _ in range(12):
        by_month *= remembered(1.0, OneToOne().staleness, 1 / 12)
    assert by_month == pytest.approx(remembered(1.0, OneToOne().staleness, 1.0), rel=1e-12)
