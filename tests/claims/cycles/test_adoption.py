"""A1, law: first purchases spread by innovation and imitation; sales trace the S-curve and then fall."""

import pytest

from sim.phases import Phase
from tests.evidence import Estimate, surely
from tests.support import EXACT, FEW, by_replication, compared

pytestmark = pytest.mark.slow

SMALL = ("customers=3000", "mechanisms.firms.entry_and_exit.strength=0")
NO_IMITATION = "mechanisms.cycles.adoption.imitation=0"
NO_ADOPTION = "mechanisms.cycles.adoption.strength=0"
NEEDS_OFF = "mechanisms.cycles.needs_drift.strength=0"
UNWANTED = "segments.everybody.ideal=[4.0, 0.0]"


def measured(measure, replications, *overrides):
    return by_replication(compared("durable", (), (*SMALL, *overrides), replications), "base", measure)


def yearly(tables, column="units"):
    return tables["category"][column].to_numpy().reshape(-1, 12).sum(axis=1)


def start_against_peak(tables):
    sales = yearly(tables)
    return sales[0] / sales.max()


def end_against_peak(tables):
    sales = yearly(tables)
    return sales[-1] / sales.max()


def first_year_against_best_year_of_adoption(tables):
    adopters = yearly(tables, "first_purchases")
    return adopters[0] / adopters.max()


def went_through_all_phases(tables):
    return float(list(dict.fromkeys(tables["category"].phase)) == list(Phase))


def left_introduction(tables):
    return float((tables["category"].phase != Phase.INTRODUCTION).any())


def mean(measure, *overrides) -> Estimate:
    return surely(lambda n: measured(measure, n, *overrides))


def total(tables):
    return float(yearly(tables).sum())


def test_sales_start_far_below_their_peak_and_end_far_below_it():
    assert mean(start_against_peak) < 0.3
    assert mean(end_against_peak) < 0.5
    assert measured(lambda tables: float(yearly(tables).argmax()), FEW).between(5, 14).all()


def test_the_category_goes_through_introduction_growth_maturity_and_decline():
    assert measured(went_through_all_phases, FEW).mean() >= 0.9


def test_without_imitation_adoption_has_no_slow_start():
    assert mean(first_year_against_best_year_of_adoption) < 0.45
    assert mean(first_year_against_best_year_of_adoption, NO_IMITATION) > 0.7


def test_without_adoption_nobody_ever_buys():
    assert (measured(total, EXACT, NO_ADOPTION) == 0).all()


def test_a_product_nobody_wants_never_leaves_introduction():
    assert (measured(total, FEW, UNWANTED) < 0.01 * 3000).all()
    assert (measured(left_introduction, FEW, UNWANTED) == 0).all()
    assert (measured(left_introduction, FEW) == 1).all()


def test_it_is_needs_that_leave_it_unwanted():
    assert (measured(left_introduction, FEW, UNWANTED, NEEDS_OFF) == 1).all()
