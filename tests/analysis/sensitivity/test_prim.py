"""Scenario discovery: where an outcome is common, how sure each limit is, in words."""

import numpy as np
import pytest
from scipy.stats import binom

from analysis.measures.summary import Kpi
from analysis.sensitivity import analyse_prim
from analysis.sensitivity.boxes import Box, Cases, quality
from analysis.sensitivity.prim import quasi_p
from sim.experiments.designs import FullFactorial, LatinHypercube, SobolSequence
from sim.files import BadInput

OVER = {
    "price": {"from": 200, "to": 400},
    "stores": {"from": 1, "to": 8, "integer": True},
    "firms.acme.strategies.care.kind": ["none", "recovery", "programme"],
    "idle": {"from": 0.01, "to": 1, "scale": "log"},
}
DESIGN = SobolSequence.model_validate({"over": OVER, "samples": 512})


def planted(point):
    """1 where the price is below 300 and care is taken, else 0."""
    return float(point["price"] < 300 and point["firms.acme.strategies.care.kind"] != "none")


def test_a_planted_box_is_found_with_all_its_limits_and_no_other(measure):
    found = analyse_prim(measure(DESIGN, planted), above=0.5, alpha=0.005)
    assert found.box.restricted == ["price", "firms.acme.strategies.care.kind"]
    assert 298 < found.box.span("price")[1] < 300
    assert found.box.kept == {"firms.acme.strategies.care.kind": frozenset({1.0, 2.0})}
    assert (found.quality.coverage, found.quality.density) == (1.0, 1.0)
    assert found.finding() == (
        "Response is above 0.50 in 100% of points (95% CI 98% to 100%) with price at most 299.8 and "
        "acme care kind recovery or programme, against 33% everywhere; that is 100% of all such points."
    )


def test_the_wanted_side_may_be_below(measure):
    found = analyse_prim(measure(DESIGN, lambda p: p["stores"]), below=3.5)
    assert found.box.limits == {"stores": (-np.inf, 3.0)}
    assert "response is below 3.50" in found.finding().lower()


@pytest.mark.parametrize(("more", "side"), [(True, "above"), (False, "below")])
def test_without_a_threshold_it_is_about_the_best_quarter(measure, more, side):
    kpi = Kpi("lost", "customers lost", "count", more_is_better=more)
    found = analyse_prim(measure(DESIGN, lambda p: p["price"], kpi=kpi))
    assert found.quality.interesting == 128
    assert f"Customers lost is {side}" in found.finding()


def test_a_quasi_p_value_is_the_binomial_chance_of_as_many_hits_without_the_limit(measure):
    """Bryant & Lempert (2010): 12 hits of 15 in the box, 14 of 40 once the limit is gone."""
    x = np.repeat([0.0, 1.0], [25, 15])
    hits = np.concatenate([np.arange(25) < 2, np.arange(15) < 12])
    cases = Cases({"x": x}, frozenset(), hits)
    box = Box({"x": (1.0, np.inf)})
    assert quasi_p(box, Box(), cases) == pytest.approx(binom.sf(11, 15, 14 / 40))


def test_a_limit_that_may_be_chance_is_dropped(measure):
    rng = np.random.default_rng(2)
    noise = rng.random(512)
    design = FullFactorial.model_validate({"over": {"i": list(range(512))}})
    measured = measure(design, lambda p: float(noise[p["i"]] < 0.5))
    found = analyse_prim(measured, above=0.5)
    for name, _, without in found._limits():
        assert quasi_p(found.box, without, found.cases) <= 0.05, name


def test_the_trajectory_leads_from_everything_to_the_core(measure):
    found = analyse_prim(measure(DESIGN, planted), above=0.5)
    way = found.trajectory()
    assert way.iloc[0][["coverage", "mass", "factors"]].tolist() == [1.0, 1.0, 0.0]
    assert way.density.iloc[0] == pytest.approx(found.quality.interesting / 512)
    assert way.mass.is_monotonic_decreasing
    assert way.density.iloc[-1] == 1.0


def test_a_point_without_a_run_is_left_out(measure):
    measured = measure(DESIGN, planted)
    measured.values.iloc[:12] = np.nan
    found = analyse_prim(measured, above=0.5)
    assert len(found.cases) == 500
    assert "12 of 512 points have no finished run" in found.notes()


def test_a_box_found_by_chance_does_less_well_on_fresh_points(measure):
    """What the notes warn of: density in the sample is above that in the next one."""
    fresh = LatinHypercube.model_validate(
        {"over": {"a": {"from": 0, "to": 1}, "b": {"from": 0, "to": 1}}, "samples": 60}
    )
    rng = np.random.default_rng(1)
    found = analyse_prim(measure(fresh, lambda _: rng.random()))
    assert found.quality.density >= 0.25
    assert "fresh ones will do less well" in found.notes()


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"above": 2.0}, r"no point is of interest - choose a threshold between 0 and 1.00"),
        ({"above": -1.0}, "every point is of interest"),
        ({"above": 1.0, "below": 1.0}, "above and below are both given"),
    ],
)
def test_an_outcome_that_cannot_be_boxed_is_refused(measure, limits, message):
    with pytest.raises(BadInput, match=message):
        analyse_prim(measure(DESIGN, planted), **limits)


def test_too_few_points_are_refused(measure):
    few = FullFactorial.model_validate({"over": {"a": [1, 2, 3]}})
    with pytest.raises(BadInput, match="3 points are too few"):
        analyse_prim(measure(few, lambda p: p["a"]), above=1.5)


def test_quality_of_the_whole_space_is_the_share_of_interest(measure):
    found = analyse_prim(measure(DESIGN, planted), above=0.5)
    assert quality(Box(), found.cases).density == pytest.approx(found.cases.interesting.mean())
