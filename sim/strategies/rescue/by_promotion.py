"""Rescue by promotion: in decline, advertise more.

Source: Levitt (1965), "Exploit the product life cycle".
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.phases import Phase
from sim.strategies.base import NO_OFFERS, FirmView, Offers
from sim.strategies.rescue import RescueStrategy
from sim.units import Money, Share


class RescueByPromotion(RescueStrategy):
    """Extra advertising and a deal for everybody for as long as own sales decline."""

    kind: Literal["promotion"] = "promotion"
    advertising: Money = Field(0.0, description="extra advertising money a year")
    deal: Share = Field(0.0, description="share taken off every price at the till")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Promote while the own estimate says decline."""
        if view.phase is not Phase.DECLINE:
            return NO_OFFERS
        return Offers(advertising=self.advertising / view.periods_per_year, promotion=self.deal)
