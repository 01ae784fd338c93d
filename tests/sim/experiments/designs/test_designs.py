"""Designs: sized without being made, the same points for the same seed, and mistakes told at their place."""

import itertools
import json
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as hs

from sim.experiments.designs import (
    AnyDesign,
    FullFactorial,
    LatinHypercube,
    Levels,
    ListedPoints,
    Morris,
    OneAtATime,
    Saltelli,
    SobolSequence,
    Span,
    ZippedFactors,
    factors,
    points,
    problem,
    size,
)
from sim.files import BadInput, build, read_tree
from sim.refusal import MissingExtra
from sim.scenario.scenario import load
from sim.units import Spec

UNIT = {"from": 0, "to": 1}
OVER = {
    "price": {"from": 1, "to": 100, "scale": "log"},
    "stores": {"from": 1, "to": 3, "integer": True},
    "kind": ["fixed", "markup"],
}
SAMPLED = [
    LatinHypercube.model_validate({"over": OVER, "samples": 7}),
    SobolSequence.model_validate({"over": OVER, "samples": 7}),
    Morris.model_validate({"over": OVER, "trajectories": 3}),
    Saltelli.model_validate({"over": OVER, "samples": 3}),
    Saltelli.model_validate({"over": OVER, "samples": 3, "second_order": True}),
]
ALL = [
    *SAMPLED,
    FullFactorial.model_validate({"over": {"a": {**UNIT, "steps": 3}, "b": [True, None]}}),
    ZippedFactors.model_validate({"over": {"a": {**UNIT, "steps": 2}, "b": ["x", "y"]}}),
    ListedPoints.model_validate({"points": [{}, {"a": 1}, {"b": [1, 2]}]}),
    OneAtATime.model_validate({"over": OVER}),
]


class Plan(Spec):
    """A plan with nothing but a design."""

    design: AnyDesign | None = None


def refusal(tmp_path, design):
    path = tmp_path / "plan.yaml"
    path.write_text(f"design: {design}\n", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        build(Plan, read_tree(path))
    return str(refused.value).removeprefix(f"{path}:")


def test_no_design_is_one_point_that_changes_nothing():
    assert size(None) == 1
    assert list(points(None)) == [{}]
    assert factors(None) == ()


@pytest.mark.parametrize("design", ALL, ids=lambda design: design.kind)
def test_there_are_as_many_points_as_the_size_says(design):
    made = list(points(design))
    assert len(made) == size(design)
    assert {path for point in made for path in point} == set(factors(design))


@pytest.mark.parametrize("design", ALL, ids=lambda design: design.kind)
def test_points_come_again_as_they_were_also_from_a_file(design):
    again = Plan.model_validate_json(Plan(design=design).model_dump_json()).design
    assert again == design
    assert list(points(again)) == list(points(design))
    assert json.loads(json.dumps(list(points(design)))) == list(points(design))


@pytest.mark.parametrize("design", SAMPLED, ids=lambda design: design.kind)
def test_another_seed_gives_other_points(design):
    assert list(points(design.model_copy(update={"seed": 1}))) != list(points(design))


def test_the_last_factor_of_a_grid_changes_fastest():
    grid = FullFactorial.model_validate({"over": {"a": [1, 2], "b": {"from": 0.5, "to": 2, "steps": 4}}})
    pairs = itertools.product([1, 2], [0.5, 1.0, 1.5, 2.0])
    assert list(points(grid)) == [{"a": a, "b": b} for a, b in pairs]


def test_a_grid_of_a_million_million_points_is_sized_exactly_and_begun_at_once():
    grid = FullFactorial.model_validate({"over": {f"f{i}": {**UNIT, "steps": 10_000_001} for i in range(3)}})
    assert size(grid) == 10_000_001**3
    assert next(points(grid)) == {"f0": 0.0, "f1": 0.0, "f2": 0.0}


@given(
    low=hs.floats(-1e9, 1e9).filter(lambda x: x == 0 or abs(x) > 1e-9),
    width=hs.floats(1e-3, 1e9),
    steps=hs.integers(2, 50),
    log=hs.booleans(),
)
def test_levels_rise_from_end_to_end(low, width, steps, log):
    low = abs(low) + 1e-3 if log else low
    levels = Levels.model_validate(
        {"from": low, "to": low + width, "steps": steps, "scale": "log" if log else "linear"}
    )
    values = [levels.level(i) for i in range(steps)]
    assert (values[0], values[-1]) == (low, low + width)
    assert values == sorted(values)


def test_computed_values_are_written_as_a_person_would():
    levels = Levels.model_validate({"from": 0.1, "to": 0.7, "steps": 7})
    assert [levels.level(i) for i in range(7)] == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]


def test_a_log_scale_has_equal_ratios():
    levels = Levels.model_validate({"from": 0.01, "to": 100, "steps": 5, "scale": "log"})
    assert [levels.level(i) for i in range(5)] == [0.01, 0.1, 1.0, 10.0, 100.0]
    assert [levels.share(10.0**i) for i in range(-2, 3)] == pytest.approx([0, 0.25, 0.5, 0.75, 1])


def test_whole_numbers_stay_whole_where_asked_for():
    levels = Levels.model_validate({"from": 1000, "to": 5000, "steps": 3, "integer": True})
    assert [repr(levels.level(i)) for i in range(3)] == ["1000", "3000", "5000"]
    fractions = Levels.model_validate({"from": 1000, "to": 5000, "steps": 3})
    assert repr(fractions.level(1)) == "3000.0"


def test_whole_numbers_of_a_span_are_equally_likely():
    span = Span.model_validate({"from": 2, "to": 5, "integer": True})
    evenly_spread = (np.arange(4000) + 0.5) / 4000
    drawn = [span.drawn(float(unit)) for unit in evenly_spread]
    assert [drawn.count(value) for value in (2, 3, 4, 5)] == [1000] * 4
    assert (span.drawn(0.0), span.drawn(1.0)) == (2, 5)


def test_a_latin_hypercube_has_one_point_in_each_strip_of_each_factor():
    design = LatinHypercube.model_validate({"over": {"a": UNIT, "b": UNIT}, "samples": 40})
    strips = (design.unit_points() * 40).astype(int)
    assert (np.sort(strips, axis=0) == np.arange(40)[:, None]).all()


def test_each_eighth_of_a_factor_gets_its_share_of_a_sobol_sequence():
    design = SobolSequence.model_validate({"over": {"a": UNIT, "b": UNIT}, "samples": 64})
    for column in design.unit_points().T:
        assert (np.bincount((column * 8).astype(int)) == 8).all()


@pytest.mark.filterwarnings("error")
def test_a_sobol_sequence_of_any_length_begins_like_a_longer_one():
    short, long = (
        SobolSequence.model_validate({"over": {"a": UNIT}, "samples": samples}) for samples in (11, 32)
    )
    assert (long.unit_points()[:11] == short.unit_points()).all()


def test_a_trajectory_moves_each_factor_once_by_the_step_of_morris():
    design = Morris.model_validate({"over": {"a": UNIT, "b": UNIT, "c": UNIT}, "trajectories": 20})
    moves = np.diff(design.unit_points().reshape(20, 4, 3), axis=1)
    assert np.unique(np.abs(moves).round(9)).tolist() == [0, 0.666666667]
    assert ((moves != 0).sum(axis=1) == 1).all()
    assert ((moves != 0).sum(axis=2) == 1).all()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("second_order", [False, True])
def test_a_saltelli_block_mixes_two_samples_factor_by_factor(second_order):
    design = Saltelli.model_validate(
        {"over": {"a": UNIT, "b": UNIT}, "samples": 5, "second_order": second_order}
    )
    blocks = design.unit_points().reshape(5, design.block, 2)
    for block in blocks:
        first, second = block[0], block[-1]
        assert block[1].tolist() == [second[0], first[1]]
        assert block[2].tolist() == [first[0], second[1]]
        if second_order:
            assert block[3].tolist() == [first[0], second[1]]
            assert block[4].tolist() == [second[0], first[1]]


def test_one_at_a_time_begins_with_the_file_as_it_is():
    assert list(points(OneAtATime.model_validate({"over": OVER}))) == [
        {},
        {"price": 1.0},
        {"price": 100.0},
        {"stores": 1},
        {"stores": 3},
        {"kind": "fixed"},
        {"kind": "markup"},
    ]


def test_salib_is_told_unit_bounds_because_scaling_is_done_here():
    assert problem(SAMPLED[2]) == {
        "num_vars": 3,
        "names": ["price", "stores", "kind"],
        "bounds": [[0, 1], [0, 1], [0, 1]],
    }


def test_a_design_that_lacks_salib_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "SALib.sample.morris", None)
    with pytest.raises(MissingExtra, match=r"pip install 'rivalry\[explore\]'"):
        list(points(SAMPLED[2]))


@pytest.mark.parametrize(
    ("design", "message"),
    [
        (
            "{kind: grid, over: {a.b: {from: 3, to: 1, steps: 4}}}",
            "1:41: design.over.a.b.from: must be below 'to' (got 3 to 1) - write the smaller end first",
        ),
        (
            "{kind: grid, over: {a: {from: 0, to: 1}}}",
            "1:29: design.over.a.steps: is missing - add 'steps:' (number of values, both ends included)",
        ),
        (
            "{kind: grid, over: {a: []}}",
            "1:32: design.over.a: must have at least 1 entries (got a list of 0) - give it at least 1",
        ),
        (
            "{kind: zip, over: {a: [1, 2], b: [1, 2, 3]}}",
            "1:27: design.over: must have as many values for each factor (got a 2, b 3) "
            "- make them equal, or use kind: grid for all combinations",
        ),
        (
            "{kind: sobol, samples: 1, over: {a: {from: 0, to: 1}}}",
            "1:32: design.samples: must be at least 2 (got 1) - write 2 or more",
        ),
        (
            "{kind: sobol, samples: 8, over: {a: {from: 0, to: 1, scale: log}}}",
            "1:52: design.over.a.from: must be above 0 on a log scale (got 0) "
            "- start above 0, or leave out scale",
        ),
        (
            "{kind: morris, levels: 3, over: {a: {from: 0, to: 1}}}",
            "1:32: design.levels: must be a multiple of 2 (got 3) - write a multiple of 2",
        ),
        (
            "{kind: grid, over: {a: {from: 0, to: 2, steps: 9, integer: true}}}",
            "1:56: design.over.a.steps: must leave whole numbers apart (got 9 from 0 to 2) "
            "- take fewer steps, or leave out integer",
        ),
        (
            "{kind: grid, over: {a: [5, 5]}}",
            "1:32: design.over.a: has a value twice (got 5) - list each value once",
        ),
        (
            "{kind: grid, over: {a..b: [5, 6]}}",
            "1:28: design.over: is no path of a scenario (got 'a..b') - write it as firms.acme.brand",
        ),
        (
            "{kind: latin, over: {a: [5, 6]}}",
            "1:16: design.kind: unknown kind 'latin' - nearest is 'latin_hypercube'",
        ),
    ],
)
def test_a_mistake_in_a_design_is_told_at_its_place(tmp_path, design, message):
    assert refusal(tmp_path, design) == message


def test_whole_levels_on_a_log_scale_may_not_fall_together():
    with pytest.raises(ValueError, match="must leave whole numbers apart"):
        Levels.model_validate({"from": 1, "to": 100, "steps": 20, "scale": "log", "integer": True})
    apart = Levels.model_validate({"from": 1, "to": 100, "steps": 8, "scale": "log", "integer": True})
    assert [apart.level(i) for i in range(8)] == [1, 2, 4, 7, 14, 27, 52, 100]


def test_a_point_sets_the_keys_of_a_scenario():
    design = FullFactorial.model_validate(
        {
            "over": {
                "customers": {"from": 1000, "to": 3000, "steps": 2, "integer": True},
                "mechanisms.customers.word_of_mouth.strength": [0, 1],
            }
        }
    )
    changed = [load("durable").set(**point) for point in points(design)]
    strengths = [each.mechanisms.customers.word_of_mouth.strength for each in changed]
    assert [each.customers for each in changed] == [1000, 1000, 3000, 3000]
    assert strengths == [0, 1, 0, 1]
