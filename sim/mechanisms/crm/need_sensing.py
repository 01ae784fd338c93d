"""Need sensing: how far a firm knows what customers want today, said and unsaid.

Asking finds out needs that people can voice; what is known of them goes out of date as needs move. What
people do not know to ask for shows only to those who are with them at work: research people placed with
customers. Knowledge works when the next product is made: a generation is launched not at its bare frontier
but as near to the needs that are known as it can be brought, and improvement follows latent needs as far as
they are known.
Source: Griffin & Hauser (1993), "The voice of the customer"; von Hippel (1986), "Lead users"; Leonard &
Rayport (1997), "Spark innovation through empathic design"; Narver, Slater & MacLachlan (2004), "Responsive
and proactive market orientation and new-product success".
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import exp, law
from sim.mechanisms.base import Mechanism
from sim.units import Money, PerYear, Share


class NeedSensing(Mechanism):
    """What asking and being there find out. Off: nobody finds out anything, and it moves no product."""

    row: ClassVar[str] = "A2"
    known: Share = Field(
        0.3,
        description="share of voiced needs that a firm knows at the start, and without effort",
    )
    sensing: PerYear = Field(1.0, description="rate a year at which full effort finds what is not yet known")
    scale: Money = Field(20_000.0, description="money a year for asking that reaches 63% of full effort")
    field_scale: Share = Field(
        0.1,
        gt=0,
        description="share of research people with customers that reaches 63% of full effort",
    )
    asking: Share = Field(
        0.1,
        description="how well asking finds latent needs, relative to voiced ones",
    )
    unaided: PerYear = Field(0.03, description="rate a year at which latent needs come to light unaided")
    staleness: PerYear = Field(
        0.5, description="rate a year at which what is known of voiced needs goes out of date"
    )


@law
def effort(asked: float, met: float) -> float:
    """Effort of asking and of being there together, each 0..1: what one misses the other may find."""
    return 1.0 - (1.0 - asked) * (1.0 - met)


@law
def found(known: float, rate: float, years: float) -> float:
    """Share that is known after `years` of finding at a rate a year what is not yet known."""
    return known + (1.0 - known) * (1.0 - exp(-rate * years))


@law
def outdated(known: float, unlost: float, staleness: float, years: float) -> float:
    """Share that is still true after `years`: what is above `unlost` goes out of date."""
    return unlost + (known - unlost) * exp(-staleness * years)
