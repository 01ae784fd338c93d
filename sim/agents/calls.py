"""The calls that a firm's customers make, and how long they wait."""

from dataclasses import dataclass, field

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


NO_CALLS = Calls()
