"""Blanket discount: the same personal discount for every customer on record.

Source: the null strategy against which targeted retention is judged, as in Neslin et al. (2006).
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers, to_those
from sim.strategies.care import CareStrategy
from sim.units import Money, Share


class BlanketDiscount(CareStrategy):
    """A personal offer to everybody who ever bought."""

    kind: Literal["blanket_discount"] = "blanket_discount"
    discount: Share = Field(0.05, description="share taken off the price for every customer on record")
    contact_cost: Money = Field(0.0, description="money per offer made")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Offer to all who have a purchase on record."""
        known = view.records.purchases >= 1
        return Offers(personal=to_those(known, self.discount), contact_cost=self.contact_cost)
