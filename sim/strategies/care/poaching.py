"""Poaching: court the high spenders of the category, as far as one can tell them.

Source: Musalem & Joshi (2009), "How much should you invest in each customer relationship?";
Fudenberg & Tirole (2000), "Customer poaching and brand switching".
"""

from typing import Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from sim.strategies.base import COURTING, NO_OFFERS, FirmView, Offers
from sim.strategies.care import CareStrategy
from sim.units import Money, Share


class Poaching(CareStrategy):
    """A personal offer to the top share of spenders by the firm's own estimate."""

    kind: Literal["poaching"] = "poaching"
    top: Share = Field(0.1, description="share of people that are courted, the highest estimated spenders")
    discount: Share = Field(0.2, description="share taken off the price for them")
    contact_cost: Money = Field(0.0, description="money per offer made")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Offer to everybody at or above the cut-off of estimated spending."""
        spending = view.spending
        if self.top == 0.0 or spending.size == 0:
            return NO_OFFERS
        rank = min(int(self.top * spending.size), spending.size - 1)
        cut_off = np.partition(spending, spending.size - 1 - rank)[spending.size - 1 - rank]
        courted = (spending >= cut_off) & (spending > 0)
        return Offers(
            personal=np.where(courted, COURTING + round(100 * self.discount), 0).astype(np.uint8),
            contact_cost=self.contact_cost,
        )
