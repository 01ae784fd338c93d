"""Replacement: the chances of all periods multiply to Weibull survival."""

from math import exp, prod

import pytest

from sim.mechanisms.cycles.replacement import replacement_chance


def survival(years: float, periods_per_year: int, life: float, shape: float) -> float:
    dt = 1.0 / periods_per_year
    return prod(
        1.0 - replacement_chance(age * dt, dt, life, shape) for age in range(round(years * periods_per_year))
    )


@pytest.mark.parametrize("periods_per_year", [1, 12, 52])
@pytest.mark.parametrize("shape", [0.7, 1.0, 3.0])
def test_products_survive_as_weibull_says_in_periods_of_any_length(periods_per_year: int, shape: float):
    assert survival(4.0, periods_per_year, 6.0, shape) == pytest.approx(
        exp(-((4.0 / 6.0) ** shape)), rel=1e-11
    )


def test_sixty_three_percent_are_replaced_within_the_life():
    assert survival(8.0, 12, 8.0, 3.0) == pytest.approx(exp(-1.0), rel=1e-11)


def test_with_shape_one_age_does_not_matter():
    chances = [replacement_chance(age, 0.25, 5.0, 1.0) for age in (0.0, 1.0, 20.0)]
    assert chances == pytest.approx([1.0 - exp(-0.05)] * 3, rel=1e-9)


def test_the_older_a_product_the_sooner_it_is_replaced():
    chances = [replacement_chance(age / 12, 1 / 12, 6.0, 3.0) for age in range(120)]
    assert chances == sorted(chances)
    assert chances[0] > 0.0
