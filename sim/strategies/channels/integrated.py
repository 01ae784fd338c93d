"""Integrated channels: every task through every channel, and all of them know what each was told.

Source: Payne & Frow (2004), "The role of multichannel integration in customer relationship management"
(integrated multichannel strategy); Neslin et al. (2006).
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import ChannelPlan, FirmView, Offers
from sim.strategies.channels import ChannelStrategy, for_customers
from sim.units import Money, Names


class Integrated(ChannelStrategy):
    """All channels for all tasks, joined by money that keeps them so."""

    kind: Literal["integrated"] = "integrated"
    channels: Names = Field(frozenset(), description="channels to use; nothing = all that the market has")
    joining: Money = Field(6.0, description="money per customer a year for joining the channels")

    @override
    def names(self) -> Iterator[str]:
        """Channels that are named."""
        return iter(self.channels)

    @override
    def decide(self, view: FirmView) -> Offers:
        """Open the channels, and go on joining them."""
        wanted = self.channels or frozenset(view.channels)
        plans = {name: ChannelPlan(open=name in wanted) for name in view.channels}
        return Offers(channels=plans, joining=for_customers(view, self.joining))
