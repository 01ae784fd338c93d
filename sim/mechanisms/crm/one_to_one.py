"""One to one: each interaction teaches the firm about a customer, and offers made to measure fit better.

What a firm has learnt is the customer's cost of leaving: a rival would have to be taught all over again.
Source: Peppers & Rogers (1993), "The one to one future"; Pine, Peppers & Rogers (1995), "Do you want to keep
your customers forever?"; Ansari & Mela (2003), "E-customization", whose e-mails made to measure were clicked
62% more often: half a logit.
"""

from typing import Annotated, Any, ClassVar, NamedTuple

import numpy as np
from pydantic import Field
from typing_extensions import override

from sim.maths import law
from sim.mechanisms.base import Mechanism, OfFirms, Setting
from sim.units import Share, Weight


class OneToOneInPeriod(NamedTuple):
    """How fast interactions teach and what knowledge is worth."""

    is_on: bool
    """Whether interactions teach a firm anything about a customer."""
    learning: float
    fit: float
    convenience: float
    depth: Annotated[Any, OfFirms("offers.personalisation", "how deeply offers are personalised, 0..1")]


class OneToOne(Mechanism):
    """How fast interactions teach and what knowledge is worth. Off: nothing is learnt of anybody."""

    row: ClassVar[str] = "C4"
    learning: Share = Field(0.15, description="share of what is not yet known that one interaction teaches")
    fit: Weight = Field(
        0.06, description="experience gained by an offer made with full knowledge of a customer"
    )
    convenience: Weight = Field(
        0.5,
        description="logits for a firm that knows a customer in full: what a rival would have to be taught",
    )
    staleness: Share = Field(
        0.1, description="share of what is known of a customer that is out of date after a year"
    )

    @override
    def in_period(self, setting: Setting) -> OneToOneInPeriod:
        return OneToOneInPeriod(
            is_on=self.is_on,
            learning=self.learning,
            fit=self.strength * self.fit,
            convenience=self.strength * self.convenience,
            depth=np.zeros(setting.firms),
        )


@law
def made_to_measure(learnt: float, depth: float, most: float) -> float:
    """Worth of an offer personalised to a `depth` (0..1) on what was learnt (0..1)."""
    return most * depth * learnt
