"""The online recogniser, on sales curves whose phases are known."""

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.phases import CATEGORY_TRANSITIONS, TRANSITIONS, Phase, Recogniser, Thresholds, classify

INTRODUCTION, GROWTH, MATURITY, DECLINE = Phase


def curve(periods_per_year, years=24, size=1_000_000.0):
    """Expected sales: two flat years, doubling for four, level to year 14, then halving every two."""
    time_years = (np.arange(years * periods_per_year) + 0.5) / periods_per_year
    doublings = np.clip(time_years - 2, 0, 4) - np.clip(time_years - 14, 0, None) / 2
    return np.rint(size * 2.0**doublings / periods_per_year).astype(int).tolist()


def moves(phases, periods_per_year):
    """When (in years) each published phase began, and which."""
    published = [phase for _, phase in phases]
    return [
        ((period + 1) / periods_per_year, now)
        for period, (before, now) in enumerate(pairwise(published), start=1)
        if now is not before
    ]


def test_a_textbook_life_goes_through_the_four_phases_in_order():
    (takeoff, first), (slowdown, second), (fall, third) = moves(classify(curve(12), 12), 12)
    assert (first, second, third) == (GROWTH, MATURITY, DECLINE)
    assert 2 < takeoff <= 3
    assert 6 < slowdown < 10  # growth of the yearly sum ends at 7; a plateau shows itself only by lasting
    assert 14 < fall < 16.5


def test_a_sharp_fall_ends_growth_at_once():
    sales = [1000 * 2 ** (month // 12) for month in range(60)] + [4000] * 24
    (_, _), (slowdown, phase), *_ = moves(classify(sales, 12), 12)
    assert phase is MATURITY
    assert slowdown * 12 - 60 <= 4


def test_nothing_but_the_past_is_looked_at():
    sales = np.random.default_rng(3).poisson(np.array(curve(12, size=300.0))).tolist()
    whole = classify(sales, 12, revival=True)
    for length in (1, 13, 24, 25, 60, 150, 287):
        assert classify(sales[:length], 12, revival=True) == whole[:length]


@given(st.lists(st.integers(0, 400), max_size=300), st.booleans(), st.sampled_from([1, 4, 12]))
def test_whatever_is_sold_only_legal_moves_are_published(sales, revival, periods_per_year):
    table = CATEGORY_TRANSITIONS if revival else TRANSITIONS
    published = [INTRODUCTION, *(phase for _, phase in classify(sales, periods_per_year, revival=revival))]
    assert all(now is was or now in table[was] for was, now in pairwise(published))


def test_a_product_only_moves_on_and_a_category_may_grow_again():
    assert not TRANSITIONS[DECLINE]
    assert set(TRANSITIONS[MATURITY]) == {DECLINE}
    assert set(CATEGORY_TRANSITIONS[DECLINE]) == {GROWTH}
    assert set(CATEGORY_TRANSITIONS[MATURITY]) == {DECLINE, GROWTH}


def test_a_second_generation_revives_the_category_but_not_the_product():
    sales = curve(12) + curve(12)[24:]
    last = 12 * 24
    category = [phase for _, phase in classify(sales, 12, revival=True)]
    product = [phase for _, phase in classify(sales, 12)]
    assert category[last - 1] is product[last - 1] is DECLINE
    assert GROWTH in category[last : last + 24]
    assert category[-1] is DECLINE
    assert set(product[last:]) == {DECLINE}


def test_smooth_succession_lets_a_mature_category_grow_again():
    sales = curve(12, years=12) + [4 * units for units in curve(12, years=12)[60:]]
    assert [phase for _, phase in moves(classify(sales, 12, revival=True), 12)][:3] == [
        GROWTH,
        MATURITY,
        GROWTH,
    ]


@pytest.mark.parametrize("units", [0, 1, 7, 40_000])
def test_a_product_that_sells_no_better_than_at_launch_stays_in_introduction(units):
    assert {phase for pair in classify([units] * 600, 12) for phase in pair} == {INTRODUCTION}


def test_a_product_nobody_wants_does_not_leave_introduction_by_luck():
    rng = np.random.default_rng(11)
    left = 0
    for per_month in np.geomspace(0.02, 20, 400):
        curiosity = per_month * np.exp(-rng.choice([0.0, 0.1]) * np.arange(240) / 12)
        left += classify(rng.poisson(curiosity).tolist(), 12)[-1][1] is not INTRODUCTION
    assert left / 400 <= 0.04


def test_one_good_month_is_no_takeoff():
    sales = [100] * 36 + [160] + [100] * 36
    assert {phase for _, phase in classify(sales, 12)} == {INTRODUCTION}


def test_creeping_growth_is_no_takeoff():
    sales = np.rint(10_000 * 1.05 ** (np.arange(240) / 12)).astype(int).tolist()
    assert {phase for _, phase in classify(sales, 12)} == {INTRODUCTION}


def test_regaining_the_level_of_the_launch_is_no_takeoff():
    sales = [1000] * 36 + [700] * 24 + [1000] * 60
    assert {phase for _, phase in classify(sales, 12)} == {INTRODUCTION}


def test_a_first_year_with_a_zero_in_every_month_does_not_stop_recognition():
    sales = [0] * 24 + curve(12, size=5000.0)
    assert [phase for _, phase in moves(classify(sales, 12), 12)] == [GROWTH, MATURITY, DECLINE]


def test_chance_in_a_small_market_is_not_taken_for_the_end_of_growth():
    early = 0
    for seed in range(100):
        steady = 5 * 1.4 ** (np.arange(96) / 12)  # 60 units in the first year, growing by 40 % a year
        early += classify(np.random.default_rng(seed).poisson(steady).tolist(), 12)[-1][1] is MATURITY
    assert early <= 3


@pytest.mark.parametrize(("periods_per_year", "within"), [(52, 0.25), (4, 0.5), (1, 1.0)])
def test_weeks_quarters_and_years_tell_the_same_story_as_months(periods_per_year, within):
    months = moves(classify(curve(12), 12), 12)
    others = moves(classify(curve(periods_per_year), periods_per_year), periods_per_year)
    assert [phase for _, phase in others] == [phase for _, phase in months]
    assert [when for when, _ in others] == pytest.approx([when for when, _ in months], abs=within)


def test_the_size_of_a_large_market_does_not_matter():
    assert moves(classify(curve(12, size=1e6), 12), 12) == moves(classify(curve(12, size=1e8), 12), 12)


def test_a_season_within_the_year_does_not_matter():
    season = 1 + 0.8 * np.sin(2 * np.pi * np.arange(288) / 12)
    seasonal = np.rint(np.array(curve(12)) * season).astype(int).tolist()
    for (when, phase), (other_when, other) in zip(
        moves(classify(curve(12), 12), 12), moves(classify(seasonal, 12), 12), strict=True
    ):
        assert phase is other
        assert when == pytest.approx(other_when, abs=0.5)


def test_a_market_that_exists_already_starts_in_maturity():
    recogniser = Recogniser(12, start=MATURITY)
    assert {recogniser.observe(5000) for _ in range(120)} == {MATURITY}
    assert [recogniser.observe(1000) for _ in range(24)][-1] is DECLINE


def test_a_dip_and_its_recovery_leave_a_category_mature():
    recogniser = Recogniser(12, revival=True, start=MATURITY)
    dip = [5000] * 36 + [3800] * 18 + [5000] * 60
    assert {recogniser.observe(units) for units in dip} == {MATURITY}


def test_chance_in_a_small_mature_market_is_not_taken_for_decline_or_new_growth():
    left = 0
    for seed in range(100):
        recogniser = Recogniser(12, revival=True, start=MATURITY)
        steady = np.random.default_rng(seed).poisson(2.0, size=120).tolist()
        left += any(recogniser.observe(units) is not MATURITY for units in steady)
    assert left <= 10


def test_a_raw_classification_must_last_before_it_is_published():
    patient = Thresholds(persistence_months=6)
    at_once, later = (moves(classify(curve(12), 12, thresholds=t), 12) for t in (Thresholds(), patient))
    assert [round(12 * (slow - quick)) for (slow, _), (quick, _) in zip(later, at_once, strict=True)] == [
        4,
        4,
        4,
    ]


def test_the_raw_classification_leads_the_published_one():
    phases = classify(curve(12), 12)
    first_raw = next(period for period, (raw, _) in enumerate(phases) if raw is GROWTH)
    first_published = next(period for period, (_, published) in enumerate(phases) if published is GROWTH)
    assert first_published - first_raw == 1


def test_a_year_has_at_least_one_period():
    with pytest.raises(ValueError, match="1 or more"):
        Recogniser(0)


def test_memory_does_not_grow_with_the_length_of_a_run():
    recogniser = Recogniser(52)
    size = len(recogniser._ring)
    for units in range(2000):
        recogniser.observe(units)
    assert len(recogniser._ring) == size == 104


def test_a_call_costs_microseconds():
    sales = curve(52, years=100)
    start = time.process_time()
    classify(sales, 52, revival=True)
    assert (time.process_time() - start) / len(
        sales
    ) < 20e-6  # measured: about one; the rest is a slow machine
