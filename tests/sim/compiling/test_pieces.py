"""Laws, parts and loops are compiled within whatever calls them."""

from typing import Any

import numba
import numpy as np

from sim.compiling import kernel, loop, part
from sim.maths import exp


@part
def grown(x: float, times: int) -> float:
    """A part that calls a law."""
    for _ in range(times):
        x = exp(x)
    return x


@loop
def fill(into: Any, start: int, stop: int) -> None:
    """A loop that calls a part."""
    for k in range(start, stop):
        into[k] = grown(float(into[k]), 2)


@kernel
def fill_all(into: Any) -> None:
    """A kernel that calls a loop, twice over the same row."""
    fill(into, np.int64(0), np.int64(1))
    fill(into, np.int64(1), into.shape[0])


def test_a_kernel_gathers_what_its_loops_call():
    row = np.array([0.1, 0.2, 0.3])
    expected = [exp(exp(x)) for x in row.tolist()]
    fill_all(row)
    assert row.tolist() == expected


def test_a_function_compiled_by_somebody_else_can_call_our_laws_and_parts():
    theirs = numba.njit(lambda x: grown(x, 1) + exp(x))
    assert theirs(0.5) == exp(0.5) + exp(0.5)
