"""Quadrants: more loyal or valuable than the firm's median customer or not."""

from sim import load
from sim.agents.customers import Columns, empty_columns
from sim.mechanisms.crm.relationship_stages import ACQUAINTANCE, LOST
from sim.result.quadrants import NO_CUSTOMER, QUADRANTS, quadrant_counts, quadrant_of


def five() -> Columns:
    """Four customers of the first firm, and one whom it lost."""
    columns = empty_columns(load("durable").set("customers=5"))
    columns.stage[0] = [ACQUAINTANCE] * 4 + [LOST]
    columns.contribution[0] = [900, 100, 800, 200, 700]
    columns.money[0] = [1000, 500, 1000, 600, 900]
    columns.loyalty[0] = [0.9, 0.5, 0.2, 0.1, 0.9]
    return columns


def test_loyalty_and_value_make_four_kinds_of_customers():
    assert [QUADRANTS[at] for at in quadrant_of(five(), 0)[:4]] == [
        "friends",
        "barnacles",
        "butterflies",
        "strangers",
    ]


def test_who_is_lost_is_in_no_quadrant():
    assert quadrant_of(five(), 0)[4] == NO_CUSTOMER


def test_quadrants_are_counted_with_what_they_brought():
    assert quadrant_counts(five(), 0).tolist() == [
        [1, 900, 1000],
        [1, 100, 500],
        [1, 800, 1000],
        [1, 200, 600],
    ]


def test_a_firm_without_customers_has_empty_quadrants():
    assert quadrant_counts(five(), 1).sum() == 0
