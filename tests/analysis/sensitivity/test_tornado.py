"""Tornado: swings read off directly, from means on a grid, and by regression."""

import numpy as np
import pandas as pd
import pytest

from analysis.sensitivity import analyse_tornado, difference
from analysis.sensitivity.responses import Responses
from analysis.statistics.intervals import mean_interval
from sim.experiments.designs import FullFactorial, LatinHypercube, ListedPoints, OneAtATime, ZippedFactors
from sim.files import BadInput

OVER = {"a": {"from": 0, "to": 10}, "b": {"from": 1, "to": 100, "scale": "log"}, "kind": ["plain", "rich"]}


def linear(point):
    base = {"a": 4.0, "b": 10.0, "kind": "plain"} | point
    return 100 + 2 * base["a"] - 30 * np.log10(base["b"]) + (7 if base["kind"] == "rich" else 0)


def by_factor(tornado):
    return {swing.factor: swing for swing in tornado.swings}


def test_one_at_a_time_reads_swings_off_the_runs(measure):
    tornado = analyse_tornado(measure(OneAtATime.model_validate({"over": OVER}), linear))
    assert [swing.factor for swing in tornado.swings] == ["b", "a", "kind"]
    found = by_factor(tornado)
    assert (found["a"].low.estimate, found["a"].high.estimate) == pytest.approx((-8, 12))
    assert (found["b"].low.estimate, found["b"].high.estimate) == pytest.approx((30, -30))
    assert found["kind"].swing.estimate == pytest.approx(7)
    assert tornado.base.estimate == pytest.approx(78)


def test_intervals_are_paired_so_that_common_luck_cancels(measure):
    measured = measure(OneAtATime.model_validate({"over": OVER}), linear, replications=8, noise=1.0)
    swing = by_factor(analyse_tornado(measured))["a"].swing
    low, high = measured.values.loc[1], measured.values.loc[2]
    assert swing == mean_interval((high - low).to_numpy())
    # Common luck has five times the deviation of the rest: unpaired, the interval would be far wider.
    alone = mean_interval(high.to_numpy())
    assert swing.high - swing.low < 0.6 * (alone.high - alone.low)


def test_a_grid_compares_means_over_all_else(measure):
    grid = FullFactorial.model_validate(
        {"over": {"a": {"from": 0, "to": 10, "steps": 3}, "b": [1, 100], "kind": ["plain", "rich"]}}
    )
    tornado = analyse_tornado(measure(grid, linear))
    assert [swing.swing.estimate for swing in tornado.swings] == pytest.approx([-60, 20, 7])


def test_a_grid_shows_a_peak_between_the_ends(measure):
    grid = FullFactorial.model_validate({"over": {"price": {"from": 200, "to": 400, "steps": 5}}})
    tornado = analyse_tornado(measure(grid, lambda p: -((p["price"] - 300) ** 2)))
    assert tornado.swings[0].ends == (200.0, 300.0)
    assert tornado.swings[0].swing.estimate == 10_000


def test_a_hole_in_a_grid_is_left_out_on_both_sides(measure):
    grid = FullFactorial.model_validate({"over": {"a": [0, 1], "b": [0, 1, 2]}})
    measured = measure(grid, lambda p: 10 * p["a"] + 1000 * p["b"])
    measured.values.loc[5] = np.nan  # a = 1, b = 2
    found = by_factor(analyse_tornado(measured))["a"]
    assert found.swing.estimate == 10


def test_regression_finds_the_swings_of_a_straight_response_exactly(measure):
    design = LatinHypercube.model_validate({"over": OVER, "samples": 40})
    tornado = analyse_tornado(measure(design, linear))
    found = by_factor(tornado)
    assert found["a"].swing.estimate == pytest.approx(20)
    assert found["b"].swing.estimate == pytest.approx(-60)
    assert found["kind"].swing.estimate == pytest.approx(7)
    assert "explaining 100% of the variance" in tornado.method


@pytest.mark.slow
def test_regression_intervals_hold_the_truth_about_as_often_as_they_say():
    """Of 400 slopes whose noise grows with the factor, 95% lie in their intervals, give or take 2.6%."""
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(400):
        x = rng.random(60)
        values = 5 * x + rng.normal(size=60) * (0.2 + 3 * x)
        points = pd.DataFrame({"x": x.astype(object)}).rename_axis("point")
        design = ListedPoints.model_validate({"points": [{"x": float(each)} for each in x]})
        swing = analyse_tornado(Responses(points, pd.DataFrame({0: values}), design)).swings[0].swing
        held += swing.low <= 5 * (x.max() - x.min()) <= swing.high
    assert 0.924 <= held / 400 <= 0.976


def test_what_drives_a_difference_is_not_what_drives_the_levels(measure):
    design = OneAtATime.model_validate({"over": OVER})
    base = measure(design, linear, 4, 1.0)
    early = measure(design, lambda p: linear(p) + 3 * p.get("a", 4.0), 4, 1.0)
    tornado = analyse_tornado(difference(early, base, "“early” against “base”"))
    assert tornado.swings[0].factor == "a"
    assert tornado.swings[0].swing.estimate == pytest.approx(30)
    assert tornado.swings[1].reach == pytest.approx(0, abs=1e-12)
    assert (
        tornado.finding()
        == "A moves “early” against “base” most: +30.0 (95% CI +30.0 to +30.0) from 0 to 10."
    )


def test_a_factor_that_hurts_at_both_ends_is_told_at_both_ends(measure):
    design = OneAtATime.model_validate({"over": {"price": {"from": 200, "to": 400}}})
    tornado = analyse_tornado(measure(design, lambda p: -abs(p.get("price", 290) - 290.0)))
    assert tornado.finding() == (
        "Price moves response most: −90.0 (one replication says nothing about luck) at 200 and −110 (one "
        "replication says nothing about luck) at 400."
    )


def test_a_response_that_nothing_moves_says_so(measure):
    tornado = analyse_tornado(measure(OneAtATime.model_validate({"over": OVER}), lambda _: 5.0))
    assert tornado.finding() == "No factor moves response."


def test_a_missing_end_is_unknown_and_does_not_stop_the_rest(measure):
    measured = measure(OneAtATime.model_validate({"over": OVER}), linear)
    measured.values.loc[1] = np.nan
    found = by_factor(analyse_tornado(measured))
    assert found["a"].low.estimate is None
    assert found["a"].high.estimate == pytest.approx(12)


@pytest.mark.parametrize(
    ("design", "message"),
    [
        (ZippedFactors.model_validate({"over": {"a": [1, 2], "b": [3, 4]}}), "move together"),
        (LatinHypercube.model_validate({"over": {"a": {"from": 0, "to": 1}}, "samples": 3}), "too few"),
        (
            ListedPoints.model_validate({"points": [{"a": i, "b": 2 * i} for i in range(9)]}),
            "some factors move together",
        ),
    ],
)
def test_a_design_that_cannot_tell_factors_apart_is_refused(measure, design, message):
    with pytest.raises(BadInput, match=message):
        analyse_tornado(measure(design, lambda p: p["a"]))


def test_without_the_run_of_the_file_as_it_is_there_is_nothing_to_count_from(measure):
    measured = measure(OneAtATime.model_validate({"over": OVER}), linear)
    measured.values.loc[0] = np.nan
    with pytest.raises(BadInput, match="the run with the file as it is has not finished"):
        analyse_tornado(measured)
