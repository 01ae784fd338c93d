"""Activity-based channels: each task through the channel that does it best, handed on from one to the next.

Looked at in the shop, put together on the web, confirmed by telephone. What one channel learns the next must
know, so the hand-overs cost money.
Source: Payne & Frow (2004), "The role of multichannel integration in customer relationship management"
(activity-based channel strategy).
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.mechanisms.channels.channel_types import TaskKeys
from sim.strategies.base import ChannelPlan, FirmView, Offers
from sim.strategies.channels import ChannelStrategy, for_customers
from sim.units import Money, Name


class ActivityBased(ChannelStrategy):
    """Tasks by channel; a channel without any is closed."""

    kind: Literal["activity_based"] = "activity_based"
    tasks: Mapping[Name, TaskKeys] = Field(
        {}, description="by channel: what is done through it; nothing = as in the file"
    )
    joining: Money = Field(
        2.0, description="money per customer a year for handing on what one channel was told to the next"
    )

    @override
    def names(self) -> Iterator[str]:
        """Channels that are given a task."""
        return iter(self.tasks)

    @override
    def decide(self, view: FirmView) -> Offers:
        """Give every channel its tasks."""
        if not self.tasks:
            return Offers(joining=for_customers(view, self.joining))
        plans = {
            name: ChannelPlan(open=bool(self.tasks.get(name)), tasks=self.tasks.get(name, frozenset()))
            for name in view.channels
        }
        return Offers(channels=plans, joining=for_customers(view, self.joining))
