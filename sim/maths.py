"""Elementary functions with the same bits on every processor, and the register of laws.

A law is a pure function of numbers. ``@law`` only notes it down, so that reading a scenario
never imports the compiler; the engine later hands every noted law to the compiler at once.
``exp`` and ``log`` are polynomials of + and x: seven times faster in a compiled loop than the
C library's, and free of its differences between processors.
"""

import math
from collections.abc import Callable
from typing import Any, Final, TypeVar

import numpy as np

LAWS: Final[list[Callable[..., Any]]] = []
"""Every law, in the order in which the modules were read."""
COMPILED: Final[dict[Callable[..., Any], Callable[..., Any]]] = {}
"""What the compiler takes in the place of a function: the same bits, got at faster in machine code."""

_F = TypeVar("_F", bound=Callable[..., Any])

_LOG2E: Final = 1.4426950408889634
_LN2_HIGH: Final = 0.693145751953125
_LN2_LOW: Final = 1.42860682030941723212e-6
_SQRT2: Final = 1.4142135623730951


def law(function: _F) -> _F:
    """Note a pure scalar function down as a law; it stays plain Python."""
    LAWS.append(function)
    return function


def compiled_as(plain: Callable[..., Any]) -> Callable[[_F], _F]:
    """Note down what the compiler is to take in the place of a function."""

    def noted(fast: _F) -> _F:
        COMPILED[plain] = fast
        return fast

    return noted


def scaled(x: float, k: float) -> float:
    """Times 2^k for whole k, exactly; k is held where 2^k is a normal number."""
    return math.ldexp(x, int(k))


@compiled_as(scaled)
def scaled_in_bits(x: float, k: float) -> float:
    """The same, k going straight into the exponent of a double."""
    return float(x * np.int64((np.int64(k) + np.int64(1023)) << np.int64(52)).view(np.float64))


def whole_below(x: float) -> float:
    """The largest whole number not above x, for x of a size that an int can hold."""
    return float(math.floor(x))


@compiled_as(whole_below)
def whole_below_at_once(x: float) -> float:
    """The same, eight at a time."""
    return float(np.floor(x))


def split(x: float) -> tuple[float, float]:
    """Mantissa within [1, 2) and exponent of a positive normal number, exactly."""
    half, exponent = math.frexp(x)
    return 2.0 * half, exponent - 1.0


@compiled_as(split)
def split_in_bits(x: float) -> tuple[float, float]:
    """The same, read straight off the bits of a double."""
    bits = np.float64(x).view(np.int64)
    mantissa = np.int64((bits & np.int64(0xFFFFFFFFFFFFF)) | np.int64(0x3FF0000000000000)).view(np.float64)
    return float(mantissa), float((bits >> np.int64(52)) - 1023)


@law
def exp(x: float) -> float:
    """Exponential of x, to about 1 part in 10^15; x is held within [-708, 708].

    Range reduction by Cody & Waite (1980), then a Taylor polynomial of degree 11.
    """
    x = min(max(float(x), -708.0), 708.0)
    k = whole_below(x * _LOG2E + 0.5)
    r = x - k * _LN2_HIGH - k * _LN2_LOW
    high = 1 / 5040 + r * (1 / 40320 + r * (1 / 362880 + r * (1 / 3628800 + r * (1 / 39916800))))
    low = 1.0 + r * (1.0 + r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * high))))))
    return scaled(low, k)


@law
def log(x: float) -> float:
    """Natural logarithm of a positive normal number, to about 1 part in 10^15.

    The mantissa m goes to 2 artanh((m - 1) / (m + 1)) as a polynomial of degree 21.
    """
    m, exponent = split(x)
    halve = m > _SQRT2
    m = 0.5 * m if halve else m
    exponent = exponent + 1.0 if halve else exponent
    z = (m - 1.0) / (m + 1.0)
    s = z * z
    tail = 1 / 13 + s * (1 / 15 + s * (1 / 17 + s * (1 / 19 + s * (1 / 21))))
    series = 1.0 + s * (1 / 3 + s * (1 / 5 + s * (1 / 7 + s * (1 / 9 + s * (1 / 11 + s * tail)))))
    return exponent * _LN2_LOW + 2.0 * z * series + exponent * _LN2_HIGH


@law
def logistic(x: float) -> float:
    """1 / (1 + e^-x): a chance from log-odds."""
    return 1.0 / (1.0 + exp(-x))


@law
def saturation(effort: float, scale: float) -> float:
    """Share of the full effect that an effort reaches: 1 - e^(-effort / scale); 0 where scale is 0."""
    return 1.0 - exp(-effort / scale) if scale > 0.0 else 0.0


@law
def square_root(x: float) -> float:
    """Square root, exact to the last bit by the IEEE standard."""
    return float(np.sqrt(x))


@law
def clip(x: float, low: float, high: float) -> float:
    """The nearest number to x within [low, high]."""
    return min(max(x, low), high)
