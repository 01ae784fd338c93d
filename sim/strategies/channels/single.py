"""Single channel: everything through one, which is therefore cheap to run and well practised.

Source: Payne & Frow (2004), "The role of multichannel integration in customer relationship management"
(mono-channel provider strategy).
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import ChannelPlan, FirmView, Offers
from sim.strategies.channels import ChannelStrategy
from sim.units import Name, Weight


class SingleChannel(ChannelStrategy):
    """One channel for every task; all others are closed."""

    kind: Literal["single"] = "single"
    channel: Name | None = Field(
        None, description="the one channel; nothing = the first of the market that is open"
    )
    effort: Weight = Field(1.0, gt=0.0, description="infrastructure spending relative to the ordinary")

    @override
    def names(self) -> Iterator[str]:
        """The one channel."""
        return iter(() if self.channel is None else (self.channel,))

    @override
    def decide(self, view: FirmView) -> Offers:
        """Open the one, close the rest."""
        one = self.channel or next((name for name, is_open in view.channels.items() if is_open), None)
        return Offers(
            channels={
                name: ChannelPlan(open=name == one, effort=self.effort if name == one else 1.0)
                for name in view.channels
            }
        )
