"""Rescue by price: in decline, cut the list price.

Source: Lambin (1970) on price as defence; that price cannot replace a successor: Levitt (1965).
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.phases import Phase
from sim.strategies.base import NO_OFFERS, FirmView, Offers
from sim.strategies.rescue import RescueStrategy
from sim.units import Share


class RescueByPrice(RescueStrategy):
    """Lower list prices for as long as own sales decline."""

    kind: Literal["price"] = "price"
    cut: Share = Field(0.2, description="share taken off the list price of the file")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Cut all prices while the own estimate says decline."""
        if view.phase is not Phase.DECLINE:
            return NO_OFFERS
        return Offers(
            prices={name: (1.0 - self.cut) * product.start_price for name, product in view.products.items()}
        )
