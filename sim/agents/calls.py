"""The calls that a firm's customers make, and how long they wait."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sim.units import Floats


def _nothing() -> Floats:
    return np.zeros(1)


@dataclass(frozen=True)
class Calls:
    """A period's calls to a firm. Arrays are float64[tiers], by tier of the caller, or [1] for all."""

    load: float = 0.0
    """Calls that came, relative to what the agents can answer; 0 = nobody called, or there is no limit."""
    left: Floats = field(default_factory=_nothing)
    """Calls that still wait at the end of the period."""
    minutes: Floats = field(default_factory=_nothing)
    """Mean time that a call waits."""
    given_up: Floats = field(default_factory=_nothing)
    """Share of calls in which the caller hangs up."""
    unanswered: Floats = field(default_factory=_nothing)
    """Share of calls given up, or left to the next period."""

    @cached_property
    def longest_wait(self) -> float:
        """Mean minutes that a call waits in the tier that waits longest."""
        return float(self.minutes.max())

    @cached_property
    def backlog(self) -> float:
        """Calls of all tiers that still wait at the end of the period."""
        return float(self.left.sum())

    @cached_property
    def most_given_up(self) -> float:
        """Share of calls in which the caller hangs up, in the tier where most do."""
        return float(self.given_up.max())


NO_CALLS = Calls()
