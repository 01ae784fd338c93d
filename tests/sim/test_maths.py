"""Elementary functions against the standard library."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.maths import (
    clip,
    exp,
    log,
    logistic,
    saturation,
    scaled,
    scaled_in_bits,
    split,
    split_in_bits,
    square_root,
)


@given(st.floats(-700.0, 700.0))
def test_exp_is_exact_to_a_part_in_a_trillion(x: float):
    assert exp(x) == pytest.approx(math.exp(x), rel=1e-13)


@given(st.floats(1e-300, 1e300))
def test_log_is_exact_to_a_part_in_a_trillion(x: float):
    assert log(x) == pytest.approx(math.log(x), rel=1e-14, abs=1e-15)


@given(st.floats(0.5, 2.0), st.integers(-1020, 1020))
def test_powers_of_two_are_the_same_by_arithmetic_and_by_bits(x: float, k: int):
    assert scaled(x, float(k)) == scaled_in_bits(x, float(k)) == x * 2.0**k


@given(st.floats(2.3e-308, 1.7e308))
def test_numbers_are_split_the_same_by_arithmetic_and_by_bits(x: float):
    mantissa, exponent = split(x)
    assert split_in_bits(x) == (mantissa, exponent)
    assert 1.0 <= mantissa < 2.0
    assert scaled(mantissa, exponent) == x


def test_exp_of_nothing_is_one_and_log_of_one_is_nothing():
    assert exp(0.0) == 1.0
    assert log(1.0) == 0.0


@pytest.mark.parametrize("x", [-1e6, -math.inf, 1e6, math.inf])
def test_exp_stays_finite_and_positive(x: float):
    assert 0.0 < exp(x) < math.inf


@given(st.floats(-40.0, 40.0), st.floats(0.001, 5.0))
def test_exp_and_logistic_rise(x: float, step: float):
    assert exp(x + step) > exp(x)
    assert logistic(x + step) >= logistic(x)


@given(st.floats(-30.0, 30.0))
def test_logistic_is_symmetric_about_a_half(x: float):
    assert logistic(x) + logistic(-x) == pytest.approx(1.0, rel=1e-13)


def test_saturation_reaches_63_percent_at_the_scale_and_is_nothing_without_one():
    assert saturation(3.0, 3.0) == pytest.approx(1.0 - math.exp(-1.0), rel=1e-13)
    assert saturation(5.0, 0.0) == 0.0
    assert saturation(0.0, 5.0) == 0.0


@given(st.floats(0.0, 1e300))
def test_square_root_is_the_standard_librarys(x: float):
    assert square_root(x) == math.sqrt(x)


def test_clip_holds_a_number_within_its_bounds():
    assert [clip(x, -1.0, 2.0) for x in (-3.0, 0.5, 9.0)] == [-1.0, 0.5, 2.0]
