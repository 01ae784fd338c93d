"""Split the difference between two arms over the drivers that differ between them.

A driver's part is its mean contribution over all orders in which the drivers could have been changed, so
parts add up to the whole difference, equal drivers get equal parts and a driver without effect gets nothing.

Source: Shapley (1953), "A value for n-person games"; Shorrocks (2013), "Decomposition procedures for
distributional analysis: a unified framework based on the Shapley value".
"""

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

import numpy as np

T = TypeVar("T")

MOST_DRIVERS = 16
"""2 ** 16 evaluations; gather drivers into groups beyond that."""


def shapley_split(
    outcome: Callable[[Mapping[str, T]], float],
    before: Mapping[str, T],
    after: Mapping[str, T],
    groups: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, float]:
    """Exact Shapley parts of `outcome(after) - outcome(before)`.

    Parameters
    ----------
    outcome : callable
        What is explained, from a value for every driver; called once per combination of changed drivers.
    before, after : mapping
        Value of each driver in the two arms, same keys.
    groups : mapping, optional
        Named groups of drivers that change together; every driver is in exactly one. Each alone if left out.

    Returns
    -------
    dict
        Part per driver or group, in their order, in the unit of the outcome; 0 where nothing changed.

    Raises
    ------
    ValueError
        If the drivers or groups do not match, or more than 16 of them changed.
    """
    parts = _split(lambda values: Fraction(float(outcome(values))), before, after, groups)
    return {name: float(part) for name, part in parts.items()}


def shapley_split_cents(
    outcome: Callable[[Mapping[str, T]], int],
    before: Mapping[str, T],
    after: Mapping[str, T],
    groups: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, int]:
    """Shapley parts in whole cents that add up to the cent; arguments and errors as in `shapley_split`.

    The exact parts are rounded down and the cents left over go to the largest remainders, the first named of
    equals first; so equal drivers may differ by one cent, and a driver without effect still gets nothing.
    """
    return whole_cents(_split(lambda values: Fraction(int(outcome(values))), before, after, groups))


def whole_cents(parts: Mapping[str, Fraction]) -> dict[str, int]:
    """Round exact parts to cents so that they add up to their (whole) sum, by largest remainder.

    Raises
    ------
    ValueError
        If the sum is not a whole number of cents.
    """
    total = sum(parts.values(), Fraction(0))
    if total.denominator != 1:
        raise ValueError("parts that add up to a broken cent cannot be rounded to whole ones")
    cents = {name: math.floor(part) for name, part in parts.items()}
    by_remainder = sorted(parts, key=lambda name: cents[name] - parts[name])
    for name in by_remainder[: int(total) - sum(cents.values())]:
        cents[name] += 1
    return cents


def _split(
    outcome: Callable[[Mapping[str, T]], Fraction],
    before: Mapping[str, T],
    after: Mapping[str, T],
    groups: Mapping[str, Sequence[str]] | None,
) -> dict[str, Fraction]:
    members = _members(before, after, groups)
    changed = [name for name, drivers in members.items() if _differs(before, after, drivers)]
    if len(changed) > MOST_DRIVERS:
        raise ValueError(f"{len(changed)} drivers changed; gather them into at most {MOST_DRIVERS} groups")

    def mixed(combination: int) -> Fraction:
        moved = [d for bit, name in enumerate(changed) if combination >> bit & 1 for d in members[name]]
        return outcome({**before, **{driver: after[driver] for driver in moved}})

    parts = _shapley([mixed(combination) for combination in range(2 ** len(changed))], len(changed))
    return {name: Fraction(0) for name in members} | dict(zip(changed, parts, strict=True))


def _members(
    before: Mapping[str, T], after: Mapping[str, T], groups: Mapping[str, Sequence[str]] | None
) -> dict[str, Sequence[str]]:
    if set(before) != set(after):
        raise ValueError(f"drivers known in one arm only: {sorted(set(before) ^ set(after))}")
    members: dict[str, Sequence[str]] = {name: [name] for name in before} if groups is None else dict(groups)
    listed = [driver for drivers in members.values() for driver in drivers]
    if sorted(listed) != sorted(before):
        raise ValueError("every driver must be in exactly one group")
    return members


def _differs(before: Mapping[str, T], after: Mapping[str, T], drivers: Sequence[str]) -> bool:
    return any(not np.array_equal(np.asarray(before[d]), np.asarray(after[d])) for d in drivers)


def _shapley(outcomes: Sequence[Fraction], drivers: int) -> list[Fraction]:
    """Shapley value per driver; `outcomes[combination]` has bit i set where driver i is changed."""
    # Exact: integers over one common denominator, which numpy adds as Python integers.
    scale = math.lcm(*(value.denominator for value in outcomes))
    whole = np.array([value.numerator * (scale // value.denominator) for value in outcomes], dtype=object)
    combination = np.arange(len(outcomes))
    size = np.bitwise_count(combination).astype(np.int64)
    orders = [math.factorial(k) * math.factorial(max(drivers - k - 1, 0)) for k in range(drivers + 1)]
    weight = np.array(orders, dtype=object)[size]
    parts = []
    for driver in range(drivers):
        without = combination[(combination >> driver & 1) == 0]
        gains = whole[without | 1 << driver] - whole[without]
        parts.append(Fraction(int((weight[without] * gains).sum()), scale * math.factorial(drivers)))
    return parts
