"""Compute once per comparison what many charts ask for."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

T = TypeVar("T")


def once_per_comparison(function: Callable[[Comparison], T]) -> Callable[[Comparison], T]:
    """Keep what a function of a comparison returns for as long as the comparison itself.

    A comparison never changes once made, so it is recognised as itself, not by its contents. What is
    returned is shared: callers must not change it.
    """
    kept: dict[int, tuple[weakref.ref[Comparison], T]] = {}

    @wraps(function)
    def ask(comparison: Comparison) -> T:
        key = id(comparison)
        found = kept.get(key)
        if found is not None and found[0]() is comparison:
            return found[1]
        result = function(comparison)
        kept[key] = (weakref.ref(comparison, lambda _: kept.pop(key, None)), result)
        return result

    return ask
