"""Intensive care: an early warning from a customer's own rhythm, and an offer before it is too late.

Source: Schmittlein, Morrison & Colombo (1987), "Counting your customers"; Neslin et al. (2006),
"Defection detection".
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers, to_those
from sim.strategies.care import CareStrategy
from sim.units import Money, PositiveCount, Share, Weight


class IntensiveCare(CareStrategy):
    """A personal offer to customers who have been silent for unusually long."""

    kind: Literal["intensive_care"] = "intensive_care"
    discount: Share = Field(0.2, description="share taken off the price for them")
    silence_from: Weight = Field(1.5, description="silence, in own usual gaps, from which we worry")
    silence_to: Weight = Field(4.0, description="silence, in own usual gaps, from which we give up")
    least_purchases: PositiveCount = Field(
        2, description="purchases on record from which a rhythm can be told"
    )
    contact_cost: Money = Field(0.0, description="money per offer made")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Offer to those whose silence lies within the window."""
        seen = view.records
        due = (
            (seen.purchases >= self.least_purchases)
            & (seen.silence >= self.silence_from)
            & (seen.silence < self.silence_to)
        )
        return Offers(personal=to_those(due, self.discount), contact_cost=self.contact_cost)
