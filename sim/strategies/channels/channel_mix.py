"""Channel mix: which channels are open, and how much is spent on each; side by side, none joined to another.

Source: Neslin et al. (2006), "Challenges and opportunities in multichannel customer management".
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import ChannelPlan, FirmView, Offers
from sim.strategies.channels import ChannelStrategy
from sim.units import Name, Weight


class ChannelMix(ChannelStrategy):
    """Effort per channel relative to the ordinary; 0 closes it. Channels not named stay as in the file."""

    kind: Literal["mix"] = "mix"
    effort: Mapping[Name, Weight] = Field(
        {}, description="infrastructure spending per channel relative to the ordinary"
    )

    @override
    def names(self) -> Iterator[str]:
        """Channels with an effort of their own."""
        return iter(self.effort)

    @override
    def decide(self, view: FirmView) -> Offers:
        """The planned effort in every channel that the market has."""
        plans = {
            name: ChannelPlan(open=effort > 0.0, effort=effort)
            for name, effort in self.effort.items()
            if name in view.channels
        }
        return Offers(channels=plans)
