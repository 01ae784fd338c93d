"""The patient rule induction method: planted boxes, and what peeling and pasting must always keep."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as hs

from analysis.sensitivity.boxes import Box, Cases, best_balanced, paste, peel, quality, without_needless

ALPHA, LEAST = 0.05, 0.05


def square(seed, points=200):
    """Hastie, Tibshirani & Friedman (2009), figure 9.7: 1 inside 0.5 to 0.8 by 0.4 to 0.6, else 0."""
    x = np.random.default_rng(seed).random((points, 2))
    inside = (x[:, 0] > 0.5) & (x[:, 0] < 0.8) & (x[:, 1] > 0.4) & (x[:, 1] < 0.6)
    return Cases({"x1": x[:, 0], "x2": x[:, 1]}, frozenset(), inside)


def random_cases(seed, points=80):
    rng = np.random.default_rng(seed)
    columns = {
        "smooth": rng.random(points),
        "whole": rng.integers(0, 4, points).astype(float),
        "kind": rng.integers(0, 3, points).astype(float),
    }
    interesting = rng.random(points) < 0.1 + 0.6 * columns["smooth"]
    interesting[:2] = [True, False]
    return Cases(columns, frozenset({"kind"}), interesting)


def found_in(cases, alpha=ALPHA):
    boxes = peel(cases, alpha, LEAST)
    return without_needless(paste(boxes[best_balanced(boxes, cases)], cases, 0.01), cases)


@pytest.mark.parametrize("seed", range(10))
def test_the_box_of_the_textbook_is_found(seed):
    """With the textbook's alpha of 0.1, a layer is a tenth of the box: one may be too many or too few."""
    cases = square(seed, 2000)
    found = quality(found_in(cases, 0.1), cases)
    assert found.coverage > 0.9
    assert found.density > 0.9


@pytest.mark.parametrize("seed", range(10))
def test_the_limits_are_those_that_were_planted(seed):
    """A layer holds 6 of 120 cases: a strip of at most 0.3 / 20 across, and one and a half for luck."""
    box = found_in(square(seed, 2000))
    assert box.span("x1") == pytest.approx((0.5, 0.8), abs=0.0225)
    assert box.span("x2") == pytest.approx((0.4, 0.6), abs=0.0225)


def test_planted_kinds_are_found_and_an_idle_factor_is_not():
    kind, idle = (each.ravel().astype(float) for each in np.meshgrid(range(5), range(40)))
    cases = Cases({"kind": kind, "idle": idle}, frozenset({"kind"}), np.isin(kind, [1, 4]))
    box = found_in(cases)
    assert box.kept == {"kind": frozenset({1.0, 4.0})}
    assert box.limits == {}
    assert quality(box, cases).density == quality(box, cases).coverage == 1.0


def test_pasting_gives_back_what_was_peeled_too_much():
    x = (np.arange(100) + 0.5) / 100
    cases = Cases({"x": x}, frozenset(), x > 0.5)
    assert found_in(cases).span("x") == (0.505, np.inf)
    narrow = Box({"x": (0.455, 0.705)})
    wider = paste(narrow, cases, 0.01)
    assert wider.span("x") == (0.455, np.inf)


@settings(max_examples=25)
@given(hs.integers(0, 10**6), hs.sampled_from([0.01, 0.05, 0.2]))
def test_peeled_boxes_are_nested_and_never_too_small(seed, alpha):
    cases = random_cases(seed)
    boxes = peel(cases, alpha, LEAST)
    inside = [box.holds(cases) for box in boxes]
    assert inside[0].all()
    for before, after in pairwise(inside):
        assert not (after & ~before).any()
        assert LEAST * len(cases) <= after.sum() < before.sum()


@settings(max_examples=25)
@given(hs.integers(0, 10**6))
def test_a_layer_without_ties_is_a_thin_one(seed):
    rng = np.random.default_rng(seed)
    cases = Cases({"x": rng.random(60), "y": rng.random(60)}, frozenset(), rng.random(60) < 0.5)
    sizes = [box.holds(cases).sum() for box in peel(cases, 0.1, LEAST)]
    for before, after in pairwise(sizes):
        assert before - after == max(1, int(0.1 * before))


@settings(max_examples=25)
@given(hs.integers(0, 10**6))
def test_pasting_only_ever_raises_density_and_mass(seed):
    cases = random_cases(seed)
    boxes = peel(cases, ALPHA, LEAST)
    for box in (boxes[-1], boxes[len(boxes) // 2]):
        pasted = paste(box, cases, 0.01)
        before, after = quality(box, cases), quality(pasted, cases)
        assert after.density >= before.density
        assert after.inside >= before.inside
        assert not (box.holds(cases) & ~pasted.holds(cases)).any()


@settings(max_examples=25)
@given(hs.integers(0, 10**6))
def test_only_the_order_of_values_counts(seed):
    cases = random_cases(seed)
    bent = Cases(
        {**cases.columns, "smooth": np.exp(9 * cases.columns["smooth"])}, cases.kinds, cases.interesting
    )
    one, other = peel(cases, ALPHA, LEAST), peel(bent, ALPHA, LEAST)
    assert [box.holds(cases).tolist() for box in one] == [box.holds(bent).tolist() for box in other]


@settings(max_examples=25)
@given(hs.integers(0, 10**6))
def test_dropping_needless_limits_changes_no_case(seed):
    cases = random_cases(seed)
    box = peel(cases, ALPHA, LEAST)[-1]
    assert (without_needless(box, cases).holds(cases) == box.holds(cases)).all()


def test_coverage_density_and_mass_are_counted_from_the_cases():
    cases = Cases({"x": np.arange(10.0)}, frozenset(), np.arange(10) >= 6)
    found = quality(Box({"x": (5.0, np.inf)}), cases)
    assert (found.coverage, found.density, found.mass) == (1.0, 0.8, 0.5)
    assert found.balance == pytest.approx(2 * 0.8 / 1.8)
