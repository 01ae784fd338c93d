"""A1, law: needs move on, and what served them declines."""

from functools import partial
from itertools import pairwise

import pytest

from sim.phases import Phase
from tests.evidence import surely
from tests.support import FEW, by_replication, compared

pytestmark = pytest.mark.slow

SMALL = ("customers=3000", "mechanisms.firms.entry_and_exit.strength=0")
OFF = "mechanisms.cycles.needs_drift.strength=0"


def last_years_against_peak(tables):
    sales = tables["category"].units.to_numpy().reshape(-1, 12).sum(axis=1)
    return sales[-3:].mean() / sales.max()


def declined(tables):
    return float((tables["category"].phase == Phase.DECLINE).any())


def measured(measure, replications, *overrides):
    return by_replication(compared("durable", (), (*SMALL, *overrides), replications), "base", measure)


def test_sales_fall_to_about_half_as_needs_move_on():
    assert surely(lambda n: measured(last_years_against_peak, n)) < 0.6
    assert measured(declined, FEW).mean() >= 0.9


def test_with_needs_at_rest_sales_keep_up_and_nothing_declines():
    assert surely(lambda n: measured(last_years_against_peak, n, OFF)) > 0.85
    assert measured(declined, FEW, OFF).mean() <= 0.1


def test_moving_needs_are_what_sales_fall_by():
    end = partial(measured, last_years_against_peak)
    assert surely(lambda n: end(n) - end(n, OFF)) < -0.3


def test_the_faster_needs_move_the_deeper_the_fall():
    end = partial(measured, last_years_against_peak)
    speeds = (f"mechanisms.cycles.needs_drift.drift={drift}" for drift in (0.1, 0.15, 0.2))
    for slower, faster in pairwise(speeds):
        assert surely(lambda n, slower=slower, faster=faster: end(n, slower) - end(n, faster)) > 0
