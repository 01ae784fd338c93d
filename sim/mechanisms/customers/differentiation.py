"""Differentiation dulls price: who is loyal to a supplier minds prices less, so a rival must pay to break in.

Loyalty to the present supplier scales the weight of every price in a choice: a premium drives the loyal away
less, and a rival's low price draws them less.

Source: Porter (1980), "Competitive strategy" (differentiation as a barrier to entry);
Krishnamurthi & Raj (1991), "An empirical analysis of the relationship between brand loyalty and
consumer price elasticity".
"""

from typing import ClassVar, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import law
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Share


class DifferentiationInPeriod(NamedTuple):
    """How loyalty scales price sensitivity."""

    dulling: float


class Differentiation(Mechanism):
    """How loyalty to the supplier scales price sensitivity; it adds nothing else."""

    row: ClassVar[str] = "B13"
    dulling: Share = Field(
        0.5, description="share of price sensitivity that full attitudinal loyalty takes away"
    )

    @override
    def in_period(self, setting: Setting) -> DifferentiationInPeriod:
        return DifferentiationInPeriod(dulling=self.strength * self.dulling)


@law
def dulled(sensitivity: float, attitude: float, dulling: float) -> float:
    """Price sensitivity of a person loyal by `attitude` (0..1) to the present supplier."""
    return sensitivity * (1.0 - dulling * attitude)
