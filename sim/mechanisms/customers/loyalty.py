"""Loyalty: satisfaction makes willing, conversion makes willing people act.

Attitudinal loyalty is the wish to buy again; behavioural loyalty is what comes of it. Conversion
gates the first into the second.
Source: Dick & Basu (1994), "Customer loyalty: toward an integrated conceptual framework";
Oliver (1999), "Whence consumer loyalty?".
"""

from typing import ClassVar, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import law, logistic
from sim.mechanisms.base import Mechanism, Setting
from sim.mechanisms.customers.awareness import remembered
from sim.units import PerYear, Share, Weight


class LoyaltyInPeriod(NamedTuple):
    """How loyalty forms, fades and binds, in a period."""

    steepness: float
    turning_point: float
    learning: float
    effect: float
    """Logits of full, fully converted loyalty."""
    conversion: float
    kept: float
    """Share of attitudinal loyalty that is left after a period unattended."""


class Loyalty(Mechanism):
    """From satisfaction to the wish to buy again, and from the wish to the act."""

    row: ClassVar[str] = "B2"
    steepness: Weight = Field(6.5, description="logits of intention per unit of satisfaction")
    turning_point: Share = Field(0.65, description="satisfaction at which half are willing to buy again")
    learning: Share = Field(0.4, description="weight of the newest experience in attitudinal loyalty")
    erosion: PerYear = Field(0.1, description="rate a year at which attitudinal loyalty fades unattended")
    effect: Weight = Field(1.5, description="logits for the firm that full, fully converted loyalty is worth")
    conversion: Share = Field(0.7, description="share of attitude that becomes behaviour")

    @override
    def in_period(self, setting: Setting) -> LoyaltyInPeriod:
        return LoyaltyInPeriod(
            steepness=self.steepness,
            turning_point=self.turning_point,
            learning=self.strength * self.learning,
            effect=self.strength * self.effect,
            conversion=self.conversion,
            kept=remembered(1.0, self.strength * self.erosion, setting.period_years),
        )


@law
def intention(satisfaction: float, steepness: float, turning_point: float) -> float:
    """Willingness to buy again, 0..1, at a satisfaction of 0..1."""
    return logistic(steepness * (satisfaction - turning_point))


@law
def loyalty_utility(attitude: float, conversion: float, effect: float) -> float:
    """Logits that converted attitudinal loyalty adds to a firm's offers."""
    return effect * conversion * attitude
