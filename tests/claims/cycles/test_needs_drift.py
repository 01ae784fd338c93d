"""A1, law: needs move on, and what served them declines."""

import pytest

from analysis.statistics.intervals import paired_difference
from sim.phases import Phase
from tests.support import FEW, by_replication, compared, interval

pytestmark = pytest.mark.slow

SMALL = ("customers=3000", "mechanisms.firms.entry_and_exit.strength=0")
OFF = "mechanisms.cycles.needs_drift.strength=0"


def last_years_against_peak(tables):
    sales = tables["category"].units.to_numpy().reshape(-1, 12).sum(axis=1)
    return sales[-3:].mean() / sales.max()


def declined(tables):
    return float((tables["category"].phase == Phase.DECLINE).any())


def measured(measure, *overrides, replications=FEW):
    return by_replication(
        compared("durable", overrides=(*SMALL, *overrides), replications=replications), "base", measure
    )


def test_sales_fall_to_about_half_as_needs_move_on():
    assert interval(measured(last_years_against_peak)).high < 0.6
    assert interval(measured(declined)).estimate >= 0.9


def test_with_needs_at_rest_sales_keep_up_and_nothing_declines():
    assert interval(measured(last_years_against_peak, OFF)).low > 0.85
    assert interval(measured(declined, OFF)).estimate <= 0.1


def test_moving_needs_are_what_sales_fall_by():
    fall = paired_difference(measured(last_years_against_peak, OFF), measured(last_years_against_peak))
    assert fall.difference.high < -0.3


def test_the_faster_needs_move_the_deeper_the_fall():
    ends = [
        interval(
            measured(last_years_against_peak, f"mechanisms.cycles.needs_drift.drift={drift}", replications=10)
        )
        for drift in (0.1, 0.15, 0.2)
    ]
    assert ends[0].low > ends[1].high
    assert ends[1].low > ends[2].high
