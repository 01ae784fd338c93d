"""Competitor following: go part of the way to the rivals' mean price, never below a margin.

Source: Leeflang & Wittink (1992), "Diagnosing competitive reactions using (aggregated) scanner data".
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import NO_OFFERS, FirmView, Offers
from sim.strategies.price import PriceStrategy
from sim.units import Share, Weight


class CompetitorFollowing(PriceStrategy):
    """Move prices towards the mean of the rivals' prices of last period."""

    kind: Literal["competitor_following"] = "competitor_following"
    speed: Share = Field(
        0.3, description="share of the distance to the rivals' mean price covered each period"
    )
    undercut: Share = Field(0.0, description="share by which we stay below the rivals' mean")
    least_markup: Weight = Field(0.05, description="share of unit cost that we always add at least")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Follow, but stay above cost; without rivals, keep the price."""
        if not view.rival_prices:
            return NO_OFFERS
        goal = (1.0 - self.undercut) * sum(view.rival_prices) / len(view.rival_prices)
        return Offers(
            prices={
                name: max(
                    product.price + self.speed * (goal - product.price),
                    (1.0 + self.least_markup) * product.unit_cost,
                )
                for name, product in view.products.items()
            }
        )
