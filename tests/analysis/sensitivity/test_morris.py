"""Morris screening: exact for straight responses, honest about curves, interactions and missing runs."""

import numpy as np
import pytest

from analysis.sensitivity import analyse_morris
from sim.experiments.designs import LatinHypercube, Morris
from sim.files import BadInput

OVER = {"a": {"from": 0, "to": 10}, "b": {"from": 1, "to": 100, "scale": "log"}, "c": {"from": 0, "to": 1}}
DESIGN = Morris.model_validate({"over": OVER, "trajectories": 12})


def straight(point):
    return 3 * point["a"] - 50 * np.log10(point["b"]) + 0 * point["c"]


def test_effects_of_a_straight_response_are_its_slopes_over_the_whole_range(measure):
    effects = analyse_morris(measure(DESIGN, straight)).effects.set_index("factor")
    assert list(effects.index) == ["b", "a", "c"]
    assert effects.mu.to_dict() == pytest.approx({"b": -100, "a": 30, "c": 0}, abs=1e-9)
    assert effects.mu_star.to_dict() == pytest.approx({"b": 100, "a": 30, "c": 0}, abs=1e-9)
    assert effects.sigma.to_dict() == pytest.approx({"b": 0, "a": 0, "c": 0}, abs=1e-9)


def test_an_effect_that_changes_sign_has_a_mean_near_zero_but_a_large_size(measure):
    found = analyse_morris(measure(DESIGN, lambda p: p["a"] * (p["c"] - 0.5)))
    effects = found.effects.set_index("factor")
    assert abs(effects.mu["a"]) < effects.mu_star["a"] / 2
    assert effects.sigma["a"] > effects.mu_star["a"]
    assert effects.mu_star["b"] == 0


def test_a_trajectory_with_a_missing_point_is_left_out_and_the_rest_is_exact(measure):
    measured = measure(DESIGN, straight)
    measured.values.loc[5] = np.nan
    found = analyse_morris(measured)
    assert (found.trajectories, found.planned) == (11, 12)
    assert found.effects.set_index("factor").mu["b"] == pytest.approx(-100)
    assert found.notes().startswith("11 of 12 trajectories are complete. 48 points")


def test_too_little_left_is_refused_with_what_is_missing(measure):
    measured = measure(DESIGN, straight)
    measured.values.iloc[4:] = np.nan
    with pytest.raises(BadInput, match="44 of 48 points are missing, so that no two trajectories"):
        analyse_morris(measured)


def test_another_design_is_refused(measure):
    other = LatinHypercube.model_validate({"over": OVER, "samples": 8})
    with pytest.raises(BadInput, match="needs a design of kind morris"):
        analyse_morris(measure(other, straight))


def test_the_finding_names_the_strongest_factor_and_its_way(measure):
    assert analyse_morris(measure(DESIGN, straight)).finding() == (
        "B moves response most: 100 (95% CI 100 to 100) on average, always in one direction."
    )
