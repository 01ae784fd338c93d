"""Adoption in its analytic limits: exponential, logistic, Bass."""

from itertools import pairwise
from math import exp, log

import pytest

from sim.mechanisms.cycles.adoption import adoption_chance


def adopters(innovation: float, imitation: float, start: float, years: float, steps: int) -> list[float]:
    """Share that has adopted, where everybody is everybody's neighbour."""
    share = [start]
    for _ in range(steps):
        share.append(
            share[-1] + (1.0 - share[-1]) * adoption_chance(innovation, imitation, share[-1], years / steps)
        )
    return share


@pytest.mark.parametrize("periods", [1, 12, 52])
def test_without_imitation_adoption_is_exponential_in_periods_of_any_length(periods: int):
    assert adopters(0.3, 0.0, 0.0, 5.0, 5 * periods)[-1] == pytest.approx(1.0 - exp(-0.3 * 5), rel=1e-12)


def test_without_innovation_adoption_is_logistic():
    shares = adopters(0.0, 0.9, 0.02, 8.0, 20_000)
    for step in (2_500, 10_000, 20_000):
        years = 8.0 * step / 20_000
        assert shares[step] == pytest.approx(1.0 / (1.0 + (1.0 / 0.02 - 1.0) * exp(-0.9 * years)), rel=1e-3)


def test_without_innovation_and_owners_nobody_ever_adopts():
    assert adopters(0.0, 0.9, 0.0, 50.0, 600)[-1] == 0.0


def test_sales_peak_when_bass_says():
    p, q, steps = 0.03, 0.38, 40_000
    shares = adopters(p, q, 0.0, 20.0, steps)
    sales = [after - before for before, after in pairwise(shares)]
    assert sales.index(max(sales)) * 20.0 / steps == pytest.approx(log(q / p) / (p + q), abs=0.01)


def test_only_neighbours_who_own_one_count():
    assert adoption_chance(0.01, 0.4, 0.5, 0.1) == pytest.approx(
        adoption_chance(0.01, 0.2, 1.0, 0.1), rel=1e-13
    )
