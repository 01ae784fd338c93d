"""Phases on the engine: the online recogniser against hindsight (Golder & Tellis) on simulated categories.

Parameters of each category are drawn from ranges stated before measuring, those of the eleven durables of
Bass (1969): p .0026-.0286 (evenly in logarithms) and q .17-.65. Imitation is q over the potential and .8,
because neighbours adopt in clusters. Sizes are 3,000 to 10,000 people (evenly in logarithms), half to all of
whom will ever want one; lives are 5 to 15 years; needs move by .05 to .15 a year. The recogniser's rule for
slowdown was worked out on categories 0 to 119, so slowdown is measured on others; the rule for takeoff on
neither, so takeoff is measured on all.
"""

from functools import cache

import numpy as np
import pytest

from analysis.battery.takeoff import Score, judge, summarise
from sim import Scenario, load, simulate
from sim.phases import Phase
from tests.runs import found_in

pytestmark = pytest.mark.slow

WORKED_OUT_ON, OTHERS = range(120), range(1000, 1120)
FEWER = 15
"""Categories of either kind that are lived in the usual tests; the nightly ones live all."""
nightly = pytest.mark.nightly


def drawn(number):
    """Overrides that make a category."""
    rng = np.random.default_rng([1969, number])
    innovation = 0.0026 * (0.0286 / 0.0026) ** rng.random()
    q, potential = rng.uniform(0.17, 0.65), rng.uniform(0.5, 1.0)
    people, life, drift = int(3000 * (10 / 3) ** rng.random()), rng.uniform(5, 15), rng.uniform(0.05, 0.15)
    cycles = "mechanisms.cycles."
    return (
        "years=30",
        f"customers={people}",
        f"{cycles}adoption.innovation={innovation:.6f}",
        f"{cycles}adoption.imitation={q / potential / 0.8:.6f}",
        f"{cycles}adoption.potential={potential:.6f}",
        f"{cycles}replacement.life={life:.6f}",
        f"{cycles}needs_drift.drift={drift:.6f}",
        # Costs are those of a market of 20,000; what firms earn is not the question here.
        "mechanisms.firms.entry_and_exit.strength=0",
    )


def category(scenario: Scenario, seed: int) -> tuple[list[int], list[tuple[Phase, Phase]]]:
    """Sales of each month, and the phases that the engine's own recogniser gave."""
    table = simulate(scenario, seed).tables["category"]
    return table.units.tolist(), [
        (Phase(raw), Phase(phase)) for raw, phase in zip(table.phase_raw, table.phase, strict=True)
    ]


@cache
def score(*numbers: int) -> Score:
    lived = found_in(category, [(load("durable").set(*drawn(number)), number) for number in numbers])
    return summarise([judge(*one, 12, revival=True) for one in lived])


@pytest.mark.parametrize("many", [FEWER, pytest.param(120, marks=nightly)])
def test_takeoff_is_found_within_a_year_in_nine_categories_of_ten(many: int):
    result = score(*WORKED_OUT_ON[:many], *OTHERS[:many])
    assert result.takeoffs >= 2 * many * 5 / 6
    assert result.takeoff_hits >= 0.90


@pytest.mark.parametrize("many", [FEWER, pytest.param(120, marks=nightly)])
def test_slowdown_is_found_within_a_year_in_four_categories_of_five(many: int):
    result = score(*OTHERS[:many])
    assert result.slowdowns >= many * 5 / 6
    assert result.slowdown_hits >= 0.80


@pytest.mark.parametrize("many", [FEWER, pytest.param(120, marks=nightly)])
def test_raw_classifications_are_seldom_illegal(many: int):
    assert score(*OTHERS[:many]).illegal_share <= 0.05


@pytest.mark.parametrize("many", [FEWER, pytest.param(120, marks=nightly)])
def test_published_phases_seldom_flip_back(many: int):
    assert score(*OTHERS[:many]).flips <= 0.05
