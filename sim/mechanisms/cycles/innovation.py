"""Improvement or innovation: research closes the gap within a product class, or builds the next one.

Improvement takes an offer towards what its generation can reach and no further; only a new
generation moves the frontier.
Source: Foster (1986), "Innovation: the attacker's advantage" (limits of a technology);
Henderson & Clark (1990), "Architectural innovation".
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import clip, law, saturation
from sim.mechanisms.base import Mechanism
from sim.units import Money, PerYear, Weight


class Innovation(Mechanism):
    """What research spending brings."""

    row: ClassVar[str] = "A3"
    reach: Weight = Field(
        0.5, description="how far improvement can move an offer along the first need within its class"
    )
    improvement_rate: PerYear = Field(
        0.6, description="share of the rest of the way closed a year, at full effort"
    )
    improvement_scale: Money = Field(
        500_000.0, description="money a year at which 63% of full improvement effort is reached"
    )
    generation_cost: Money = Field(
        2_000_000.0, description="research money that makes the next generation ready"
    )


@law
def improved(position: float, limit: float, rate: float, spending: float, scale: float) -> float:
    """Position of an offer after improvement work; never beyond the limit of its generation.

    `rate` is the share of the gap closed this period at full effort, `spending` and `scale` money
    for the same period.
    """
    gap = max(limit - position, 0.0)
    return position + gap * rate * saturation(spending, scale)


@law
def aimed(frontier: float, wanted: float, known: float, reach: float) -> float:
    """Where an offer is brought on one need: from its frontier towards what is known to be wanted."""
    return frontier + known * clip(wanted - frontier, -reach, reach)


@law
def developed(position: float, goal: float, rate: float, spending: float, scale: float) -> float:
    """Position of an offer after work on a need whose goal may lie to either side; never beyond the goal."""
    return position + (goal - position) * rate * saturation(spending, scale)


@law
def progress(done: float, spending: float, cost: float) -> float:
    """Share of the next generation that is ready after more spending; 1 at most."""
    return min(done + spending / cost, 1.0) if cost > 0.0 else 1.0
