"""Takeoff and slowdown with hindsight, and how well the online phases find them."""

from functools import cache

import numpy as np
import pytest

from analysis.battery.takeoff import (
    illegal_raw,
    judge,
    score,
    slowdown,
    summarise,
    takeoff,
    takeoff_threshold,
    yearly,
)
from sim.phases import TRANSITIONS, Phase, classify

INTRODUCTION, GROWTH, MATURITY, DECLINE = Phase
MONTHS = 360


@cache
def category(seed):
    """Monthly sales of one category: Bass first purchases, drawn person by person, and replacements.

    p .002-.03, q .2-.7, 500-20,000 buyers, lifetimes of 5-15 years; three in four have an elbow (price and
    awareness hold most buyers back for 1 to 6 years); needs move on after 18 to 26 years.
    """
    rng = np.random.default_rng([1997, seed])
    innovation, imitation, buyers = (
        rng.uniform(0.002, 0.03),
        rng.uniform(0.2, 0.7),
        int(500 * 40 ** rng.random()),
    )
    lifetime, elbow, elbow_years = rng.uniform(5, 15), rng.uniform(1, 6), rng.uniform(0.2, 1.0)
    held_back = rng.uniform(0.05, 0.2) if rng.random() < 0.75 else 1.0
    time_years = np.arange(MONTHS) / 12
    access = held_back + (1 - held_back) / (1 + np.exp(-2 * (time_years - elbow) / elbow_years))
    wanted = np.exp(-rng.uniform(0.15, 0.5) * np.clip(time_years - rng.uniform(18, 26), 0, None))
    without, due, sales = buyers, np.zeros(MONTHS, int), []
    for month in range(MONTHS):
        hazard = (innovation + imitation * (1 - without / buyers)) * access[month] * wanted[month] / 12
        first = int(rng.binomial(without, hazard))
        without -= first
        sold = first + int(rng.binomial(due[month], wanted[month]))
        lives = np.maximum(1, np.rint(12 * lifetime * rng.weibull(3, sold) / 0.893).astype(int))
        np.add.at(due, month + lives[month + lives < MONTHS], 1)
        sales.append(sold)
    return sales


@cache
def verdicts(revival=True):
    return [
        judge(category(seed), classify(category(seed), 12, revival=revival), 12, revival=revival)
        for seed in range(400)
    ]


def test_takeoff_is_found_within_a_year_in_nine_categories_of_ten():
    result = summarise(verdicts())
    assert result.takeoffs >= 390
    assert result.takeoff_hits >= 0.90


def test_slowdown_is_found_within_a_year_in_four_categories_of_five():
    result = summarise(verdicts())
    assert result.slowdowns >= 390
    assert result.slowdown_hits >= 0.80


@pytest.mark.parametrize("revival", [True, False])
def test_raw_classifications_are_seldom_illegal(revival):
    assert summarise(verdicts(revival)).illegal_share <= 0.05


def test_published_phases_seldom_flip_back():
    assert summarise(verdicts()).flips <= 0.05


@pytest.mark.parametrize("months", [3, 12])
def test_quarters_and_years_find_as_much_as_months(months):
    coarse = [np.reshape(category(seed), (-1, months)).sum(axis=1).tolist() for seed in range(400)]
    result = score(coarse, 12 // months)
    assert result.takeoff_hits >= 0.88
    assert result.slowdown_hits >= 0.80
    assert result.illegal_share <= 0.05


def test_takeoff_follows_the_end_of_its_year_by_less_than_one_in_nine_categories_of_ten():
    late = [
        one.recognised_takeoff is None or one.recognised_takeoff > one.takeoff + 1
        for one in verdicts()
        if one.takeoff is not None
    ]
    assert np.mean(late) <= 0.10


def test_the_smaller_the_base_the_more_growth_is_a_takeoff():
    bases = np.linspace(0.01, 1, 50)
    thresholds = [takeoff_threshold(base) for base in bases]
    assert thresholds == sorted(thresholds, reverse=True)
    assert takeoff_threshold(1 / 3) == pytest.approx(0.2)
    assert takeoff_threshold(0.0) == takeoff_threshold(0.01) == pytest.approx(1.1547, abs=1e-4)


def test_an_elbow_is_the_takeoff():
    assert takeoff([20, 22, 25, 24, 120, 300, 500, 700, 650, 600]) == 4


def test_large_growth_on_a_tiny_base_is_no_takeoff():
    assert takeoff([1, 3, 4, 5, 400, 1000], noise_sd=0) == 4


def test_the_same_growth_is_a_takeoff_on_a_larger_base_only():
    sales = [100, 150, 200]
    assert takeoff(sales, scale=300) == 1
    assert takeoff(sales, scale=100_000) is None


def test_the_unit_of_sales_does_not_matter_without_noise():
    sales = [3, 4, 6, 15, 40, 90, 130, 120, 100]
    assert takeoff([1000 * units for units in sales]) == takeoff(sales, noise_sd=0) == 3


def test_a_rise_within_the_noise_of_counting_is_no_takeoff():
    assert takeoff([0, 1, 0, 1, 0, 1]) is None
    assert takeoff([]) is None
    assert takeoff([0, 0, 0]) is None


def test_slowdown_is_the_first_of_two_years_below_the_peak():
    sales = [10, 50, 200, 400, 390, 450, 430, 440, 500]
    assert takeoff(sales) == 1
    assert slowdown(sales) == 6


def test_one_bad_year_and_an_unconfirmed_last_one_are_no_slowdown():
    assert slowdown([10, 50, 200, 400, 390, 450, 500, 480]) is None


def test_both_years_can_be_asked_to_fall():
    assert slowdown([10, 50, 200, 400, 380, 390, 370, 350], falling=True) == 6


def test_room_air_conditioners_took_off_in_1950_and_slowed_down_in_1957():
    # US thousands, 1949-61, from the published series that Bass (1969) made known.
    sales = [96, 195, 238, 380, 1045, 1230, 1267, 1828, 1586, 1673, 1800, 1580, 1500]
    assert takeoff(sales, noise_sd=0) == 1
    assert slowdown(sales, after=1) == 8
    published = [phase for _, phase in classify(sales, 1)]
    assert published.index(GROWTH) == 1
    assert published.index(MATURITY) == 8


def test_an_unfinished_year_is_left_out():
    assert yearly([1] * 30, 12) == [12, 12]


def test_illegal_raw_classifications_are_counted_against_both_the_published_and_the_raw_phase():
    phases = [
        (INTRODUCTION, INTRODUCTION),
        (MATURITY, INTRODUCTION),  # skips growth
        (GROWTH, GROWTH),  # back from maturity
        (MATURITY, GROWTH),
        (MATURITY, MATURITY),
    ]
    assert illegal_raw(phases, TRANSITIONS) == 2


def test_a_category_that_never_takes_off_counts_for_neither_rate():
    result = score([[0] * 60, [1, 0] * 30], 12)
    assert (result.categories, result.takeoffs, result.slowdowns) == (2, 0, 0)
    assert np.isnan(result.takeoff_hits)
    assert result.illegal_share == 0
