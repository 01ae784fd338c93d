"""Moving needs: what people want drifts away from what a product class can be.

Source: ideal points after Coombs (1964), "A theory of data", and Carroll (1972) as used in joint
spaces; their drift as the cause of decline: Levitt (1965), "Exploit the product life cycle".
"""

from typing import ClassVar, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import law
from sim.mechanisms.base import Mechanism, Setting
from sim.units import PerYear, Weight


class NeedsInPeriod(NamedTuple):
    """What needs weigh in a choice."""

    importance: float
    """Logits lost per squared distance between ideal and offer."""


class NeedsDrift(Mechanism):
    """How needs differ and move. The first need dimension is the one that technology serves."""

    row: ClassVar[str] = "A1"
    drift: PerYear = Field(0.25, description="how far everybody's ideal moves a year along the first need")
    spread: Weight = Field(0.5, description="standard deviation of ideals between people, on every need")
    spread_of_drift: PerYear = Field(
        0.05, description="standard deviation between people of their own drift a year"
    )
    importance: Weight = Field(1.0, description="logits lost per squared distance between ideal and offer")

    @override
    def in_period(self, setting: Setting) -> NeedsInPeriod:
        return NeedsInPeriod(importance=self.strength * self.importance)


@law
def ideal_today(at_birth: float, drift: float, years: float) -> float:
    """Where a person's ideal on one need lies after `years` of steady drift."""
    return at_birth + drift * years


@law
def misfit(ideal: float, offered: float) -> float:
    """Squared distance between what is wanted and what is offered on one need."""
    return (ideal - offered) * (ideal - offered)
