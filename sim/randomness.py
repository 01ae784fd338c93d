"""The luck: every draw is a pure function of (seed, decision, period, who, occasion).

So a customer meets the same luck in every arm, any split of the crowd into blocks, threads,
processes or machines gives the same bits, and recording more never changes a run.
The mix is splitmix64 (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators").
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final, TypeAlias

from sim.maths import exp, law, log, square_root
from sim.units import Floats

Word: TypeAlias = Any
"""64 bits without a sign: an int in plain Python, a NumPy uint64 in compiled loops."""

_MASK: Final = 0xFFFFFFFFFFFFFFFF
_GOLDEN: Final = 0x9E3779B97F4A7C15
_UNIT: Final = 1.1102230246251565e-16


class Decision(IntEnum):
    """Every decision that chance enters. Numbers are for ever: append only."""

    BIRTH_SEGMENT = 1
    BIRTH_NEEDS = 2
    BIRTH_DRIFT = 3
    BIRTH_RATE = 4
    BIRTH_PRICE_SENSITIVITY = 5
    BIRTH_TASTE = 6
    BIRTH_CHANNEL_TASTE = 7
    BIRTH_CHANNEL_REACH = 8
    BIRTH_POTENTIAL = 9
    BIRTH_STICKINESS = 10
    BIRTH_ORDER_SIZE = 11
    BIRTH_OWNERSHIP = 12
    NETWORK = 13
    OCCASION = 14
    CHOICE = 15
    EXPERIENCE = 16
    DEFECT = 17
    CONTACT = 18
    TALK = 19
    RATIONING = 20
    RECORD = 21
    ESTIMATE = 22
    RESEARCH = 23
    BIRTH_DROPOUT = 24
    DROPOUT = 25
    PURCHASE_DATE = 26
    CONTINUATION = 27
    BIRTH_SERVICE_NEED = 28
    BIRTH_CREDIT = 29
    PAYMENT = 30
    VOICE = 31
    ANSWER = 32
    READINESS = 33
    PROGRAMME = 34
    HAND_OVER = 35
    SENSING = 36
    ADVICE = 37
    ADVISER = 38
    TASK = 39
    CONTACT_CHANNEL = 40
    DIFFICULTY = 41
    SPILL = 42
    BIRTH_PRACTICE = 43
    RETURN = 44


@law
def mix(x: Word) -> Word:
    """64 bits from 64 bits, every one depending on every other (splitmix64's finaliser)."""
    x = (x + _GOLDEN) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)


@law
def uniform(key: Word, who: Word) -> float:
    """The draw from U[0, 1) that belongs to one person under one key."""
    return float((mix((key + who * _GOLDEN) & _MASK) >> 11) * _UNIT)


def uniforms(key: int, who: Word) -> Floats:
    """Draws of `uniform` for many people at once: uint64[n] in, float64[n] out."""
    draws: Floats = (mix((key + who * _GOLDEN) & _MASK) >> 11) * _UNIT
    return draws


@law
def exponential(key: Word, who: Word) -> float:
    """The unit exponential draw that belongs to one person under one key; always positive."""
    return -log(((mix((key + who * _GOLDEN) & _MASK) >> 11) + 0.5) * _UNIT)


@law
def normal_from_uniform(u: float) -> float:
    """Standard normal deviate of a uniform in (0, 1), to 10^-9 (Acklam 2003, inverse normal)."""
    if u < 0.02425 or u > 0.97575:
        tail = min(u, 1.0 - u)
        q = square_root(-2.0 * log(max(tail, 1e-300)))
        top = (
            (
                ((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q
                - 2.549732539343734
            )
            * q
            + 4.374664141464968
        ) * q + 2.938163982698783
        bottom = (
            ((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q
            + 3.754408661907416
        ) * q + 1.0
        return top / bottom if u < 0.5 else -top / bottom
    q = u - 0.5
    r = q * q
    top = (
        (
            (
                ((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r
                + 1.383577518672690e02
            )
            * r
            - 3.066479806614716e01
        )
        * r
        + 2.506628277459239
    ) * q
    bottom = (
        (
            ((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r
            + 6.680131188771972e01
        )
        * r
        - 1.328068155288572e01
    ) * r + 1.0
    return top / bottom


@law
def normal(key: Word, who: Word) -> float:
    """The standard normal draw that belongs to one person under one key."""
    return normal_from_uniform(((mix((key + who * _GOLDEN) & _MASK) >> 11) + 0.5) * _UNIT)


@law
def log_gamma_deviate(shape: float, key: Word, who: Word) -> float:
    """Logarithm of the Gamma(shape, 1) draw of one person; in logs, so small shapes cannot underflow.

    Marsaglia & Tsang (2000), with their boost of shapes below 1.
    """
    boosted = shape + 1.0
    d = boosted - 1.0 / 3.0
    c = 1.0 / square_root(9.0 * d)
    result = log(d)
    step = mix(key)
    for _ in range(64):
        step = mix(step)
        root = 1.0 + c * normal(step, who)
        v = root * root * root
        if v > 0.0:
            step = mix(step)
            z = (root - 1.0) / c
            half_square = 0.5 * z * z
            if -exponential(step, who) < half_square + d - d * v + d * log(v):
                result = log(d * v)
                break
    return result - exponential(mix(key), who) / shape


@law
def poisson_count(u: float, rate: float) -> int:
    """Count of events at `rate` that belongs to a uniform (inversion; at most 200)."""
    term = exp(-rate)
    reached = term
    count = 0
    while u >= reached and count < 200:
        count += 1
        term *= rate / count
        reached += term
    return count


@law
def key_of(seed: Word, decision: Word, period: Word, occasion: Word) -> Word:
    """Key of one decision in one period; `occasion` tells apart several of a kind (a firm, an offer)."""
    key = mix((seed * _GOLDEN + decision) & _MASK)
    key = mix((key + period * _GOLDEN) & _MASK)
    return mix((key + occasion * _GOLDEN) & _MASK)


@dataclass(frozen=True)
class Luck:
    """All the chance in one run: keys by seed, decision, period and occasion."""

    seed: int

    def seed_in(self, period: int) -> int:
        """Seed of the luck of a period."""
        return self.seed

    def key(self, decision: Decision, period: int = 0, occasion: int = 0) -> int:
        """Key of one decision in one period; `occasion` tells apart several of a kind (a firm, an offer)."""
        return int(key_of(self.seed_in(period), int(decision), period, occasion))

    def uniform(self, decision: Decision, period: int, who: int) -> float:
        """One draw from U[0, 1) for one of the few: a firm, a generation."""
        return uniform(self.key(decision, period), who)

    def renewed(self, period: int, number: int) -> "Luck":
        """Luck that is another from a period on; what lasts, and what was before, stays.

        Parameters
        ----------
        period
            First period with other luck.
        number
            Which other luck; 0 is this one.
        """
        if number == 0:
            return self
        return RenewedLuck(self.seed, period, self.key(Decision.CONTINUATION, period + 1, number))


@dataclass(frozen=True)
class RenewedLuck(Luck):
    """Luck that changes at a period: keys of a period are numbered from 1, and 0 is for what lasts."""

    since: int
    seed_since: int

    def seed_in(self, period: int) -> int:
        """Seed of the time that a period belongs to."""
        return self.seed_since if period > self.since else self.seed
