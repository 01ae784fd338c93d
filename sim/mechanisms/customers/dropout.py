"""Dropout: after each repeat purchase a customer may leave for good, and nobody is told.

Each person has a chance to leave of their own, drawn from a beta distribution. With purchases at rates of
one's own that follow a gamma distribution this is the BG/NBD model of buyers who are bound by no contract:
the longer somebody has been silent, measured by the own usual gap, the likelier it is that they are gone.
Source: Fader, Hardie & Lee (2005), "Counting your customers the easy way: an alternative to the Pareto/NBD
model".
"""

from typing import ClassVar, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import law, logistic
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Positive


class DropoutInPeriod(NamedTuple):
    """Chances to leave for good after a repeat purchase."""

    strength: float
    leaving: float
    staying: float


class Dropout(Mechanism):
    """Chances to leave the category for good after a repeat purchase. Off: nobody ever does."""

    row: ClassVar[str] = "B3"
    leaving: Positive = Field(
        0.793, description="first beta parameter (a) of the chance to leave after a repeat purchase"
    )
    staying: Positive = Field(
        2.426, description="second beta parameter (b) of the chance to leave after a repeat purchase"
    )

    @override
    def in_period(self, setting: Setting) -> DropoutInPeriod:
        return DropoutInPeriod(strength=self.strength, leaving=self.leaving, staying=self.staying)


@law
def dropout_chance(strength: float, log_gamma_leaving: float, log_gamma_staying: float) -> float:
    """Chance to leave after a repeat purchase, from the logs of the two gamma draws of a beta draw."""
    return strength * logistic(log_gamma_leaving - log_gamma_staying)
