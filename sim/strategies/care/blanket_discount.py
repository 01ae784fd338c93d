"""Blanket discount: the same personal discount for every customer on record.

Source: the null strategy against which targeted retention is judged, as in Neslin et al. (2006).
"""

from typing import Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers, Strategy
from sim.units import Money, Share


class BlanketDiscount(Strategy):
    """A personal offer to everybody who ever bought."""

    kind: Literal["blanket_discount"] = "blanket_discount"
    discount: Share = Field(0.05, description="share taken off the price for every customer on record")
    contact_cost: Money = Field(0.0, description="money per offer made")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Offer to all who have a purchase on record."""
        known = view.records.purchases >= 1
        return Offers(
            personal=np.where(known, round(100 * self.discount), 0).astype(np.uint8),
            contact_cost=self.contact_cost,
        )
