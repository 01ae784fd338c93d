"""Every law gives the same bits in plain Python and in machine code."""

import inspect
import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim.model  # noqa: F401  (notes every law)
from sim import maths, randomness
from sim.compiling.kernels import register_laws
from sim.maths import LAWS

LUCKY = {
    randomness.mix,
    randomness.key_of,
    randomness.uniform,
    randomness.exponential,
    randomness.normal,
    randomness.log_gamma_deviate,
}
SCALAR = [law for law in LAWS if law not in LUCKY]
SHARE = st.floats(0.001, 0.999)
KEY = st.integers(0, 2**64 - 1)


@cache
def compiled(law: Callable[..., Any]) -> Callable[..., Any]:
    register_laws()
    machine_code: Callable[..., Any] = numba.njit(error_model="numpy")(law)
    return machine_code


def bits(value: float) -> bytes:
    return np.float64(value).tobytes()


@pytest.mark.slow
@pytest.mark.parametrize("law", SCALAR, ids=lambda law: law.__name__)
@given(data=st.data())
@settings(max_examples=50)
def test_a_law_is_the_same_plain_and_compiled(law: Callable[..., Any], data: st.DataObject):
    kinds = [parameter.annotation for parameter in inspect.signature(law).parameters.values()]
    arguments = [data.draw(st.integers(-1000, 1000) if kind is int else SHARE) for kind in kinds]
    assert bits(compiled(law)(*arguments)) == bits(law(*arguments))


@pytest.mark.slow
@pytest.mark.parametrize("law", [maths.exp, maths.logistic], ids=lambda law: law.__name__)
@given(x=st.floats(-800.0, 800.0))
def test_exponentials_are_the_same_over_their_whole_range(law: Callable[..., Any], x: float):
    assert bits(compiled(law)(x)) == bits(law(x))


@pytest.mark.slow
@given(x=st.floats(np.finfo(np.float64).tiny, 1e300))
def test_the_logarithm_is_the_same_over_its_whole_range(x: float):
    assert bits(compiled(maths.log)(x)) == bits(maths.log(x))


@pytest.mark.slow
@given(KEY, st.integers(0, 2**48))
def test_luck_is_the_same(key: int, who: int):
    key_bits, who_bits = np.uint64(key), np.uint64(who)
    assert int(compiled(randomness.mix)(key_bits)) == randomness.mix(key)
    words = key, 7, who, 3
    assert int(compiled(randomness.key_of)(*map(np.uint64, words))) == randomness.key_of(*words)
    for law in (randomness.uniform, randomness.exponential, randomness.normal):
        assert bits(compiled(law)(key_bits, who_bits)) == bits(law(key, who)), law.__name__


@pytest.mark.slow
@given(st.floats(0.01, 50.0), KEY, st.integers(0, 2**48))
def test_gamma_luck_is_the_same(shape: float, key: int, who: int):
    law = randomness.log_gamma_deviate
    drawn = compiled(law)(shape, np.uint64(key), np.uint64(who))
    assert bits(drawn) == bits(law(shape, key, who))
    assert math.isfinite(drawn)
