"""Satisfaction: experience against expectation and against what rivals give, losses weighing more.

Source: Oliver (1980), "A cognitive model of the antecedents and consequences of satisfaction
decisions"; the index: Fornell et al. (1996); losses: Anderson & Sullivan (1993) and Kahneman &
Tversky (1979); updating over contacts: Boulding et al. (1993).
"""

from typing import ClassVar, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import clip, law
from sim.mechanisms.base import Mechanism, Setting
from sim.units import PerYear, Share, Weight


class SatisfactionInPeriod(NamedTuple):
    """How experiences move satisfaction, in a period."""

    anchor: float
    gain: float
    loss: float
    learning: float
    rivals: float
    misfit: float
    noise: float
    defect: float
    contact_chance: float
    """Chance of a service contact in the period."""


class Satisfaction(Mechanism):
    """How experiences move satisfaction (0..1; reported as an index 0-100)."""

    row: ClassVar[str] = "B1"
    anchor: Share = Field(0.72, description="satisfaction when experience is just as expected")
    gain: Weight = Field(1.0, description="satisfaction per unit of experience above the standard")
    loss: Weight = Field(2.25, description="satisfaction lost per unit of experience below the standard")
    learning: Share = Field(0.4, description="weight of the newest experience")
    rivals: Share = Field(
        0.4, description="weight of what the category gives in the standard; the rest is own expectation"
    )
    misfit: Weight = Field(0.05, description="experience lost per squared distance between ideal and product")
    noise: Weight = Field(0.08, description="standard deviation of experience between contacts")
    defect: Share = Field(0.5, description="experience lost when a product or contact fails")
    contacts: PerYear = Field(0.0, description="service contacts a year of a customer, besides purchases")

    @override
    def in_period(self, setting: Setting) -> SatisfactionInPeriod:
        return SatisfactionInPeriod(
            anchor=self.anchor,
            gain=self.gain,
            loss=self.loss,
            learning=self.strength * self.learning,
            rivals=self.rivals,
            misfit=self.misfit,
            noise=self.noise,
            defect=self.defect,
            contact_chance=min(1.0, self.strength * self.contacts * setting.period_years),
        )


@law
def experience(quality: float, misfit_loss: float, luck: float, failure: float) -> float:
    """Felt quality of one contact, 0..1: quality less misfit, plus luck, less what failed."""
    return clip(quality - misfit_loss + luck - failure, 0.0, 1.0)


@law
def standard(expectation: float, category: float, rivals: float) -> float:
    """What an experience is held against: own expectation, and the category's mean experience."""
    return (1.0 - rivals) * expectation + rivals * category


@law
def judged(felt: float, against: float, anchor: float, gain: float, loss: float) -> float:
    """Satisfaction with a single experience, 0..1."""
    surprise = felt - against
    return clip(anchor + (gain * surprise if surprise > 0.0 else loss * surprise), 0.0, 1.0)


@law
def moved(level: float, target: float, share: float) -> float:
    """A level after `share` of its way to a target."""
    return level + share * (target - level)
