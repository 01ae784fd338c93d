"""Rescue by channel: in decline, open every channel and spend more on each.

Source: Levitt (1965), "Exploit the product life cycle".
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.phases import Phase
from sim.strategies.base import NO_OFFERS, ChannelPlan, FirmView, Offers
from sim.strategies.rescue import RescueStrategy
from sim.units import Weight


class RescueByChannel(RescueStrategy):
    """All channels open, with more effort, for as long as own sales decline."""

    kind: Literal["channel"] = "channel"
    effort: Weight = Field(2.0, description="infrastructure spending relative to the ordinary")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Push through every channel while the own estimate says decline."""
        if view.phase is not Phase.DECLINE:
            return NO_OFFERS
        return Offers(channels={name: ChannelPlan(open=True, effort=self.effort) for name in view.channels})
