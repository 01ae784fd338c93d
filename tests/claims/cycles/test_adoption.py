"""A1, law: first purchases spread by innovation and imitation; sales trace the S-curve and then fall."""

import numpy as np
import pytest

from sim.phases import Phase
from tests.support import FEW, by_replication, compared, interval

pytestmark = pytest.mark.slow

SMALL = ("customers=3000", "mechanisms.firms.entry_and_exit.strength=0")
NO_IMITATION = "mechanisms.cycles.adoption.imitation=0"
NO_ADOPTION = "mechanisms.cycles.adoption.strength=0"
NEEDS_OFF = "mechanisms.cycles.needs_drift.strength=0"
UNWANTED = "segments.everybody.ideal=[4.0, 0.0]"


def market(*overrides):
    return compared("durable", overrides=(*SMALL, *overrides), replications=FEW)


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


def mean(measure, *overrides):
    return interval(by_replication(market(*overrides), "base", measure))


def test_sales_start_far_below_their_peak_and_end_far_below_it():
    assert mean(start_against_peak).high < 0.3
    assert mean(end_against_peak).high < 0.5
    peaks = by_replication(market(), "base", lambda tables: float(yearly(tables).argmax()))
    assert peaks.between(5, 14).all()


def test_the_category_goes_through_introduction_growth_maturity_and_decline():
    assert mean(went_through_all_phases).estimate >= 0.9


def test_without_imitation_adoption_has_no_slow_start():
    assert mean(first_year_against_best_year_of_adoption).high < 0.45
    assert mean(first_year_against_best_year_of_adoption, NO_IMITATION).low > 0.7


def test_without_adoption_nobody_ever_buys():
    assert by_replication(market(NO_ADOPTION), "base", lambda tables: yearly(tables).sum()).eq(0).all()


def test_a_product_nobody_wants_never_leaves_introduction():
    sold = by_replication(market(UNWANTED), "base", lambda tables: float(yearly(tables).sum()))
    assert (sold < 0.01 * 3000).all()
    assert by_replication(market(UNWANTED), "base", left_introduction).eq(0).all()
    assert by_replication(market(), "base", left_introduction).eq(1).all()


def test_it_is_needs_that_leave_it_unwanted():
    assert np.mean(by_replication(market(UNWANTED, NEEDS_OFF), "base", left_introduction)) == 1
