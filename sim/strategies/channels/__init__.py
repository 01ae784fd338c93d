"""The decision through which channels to reach customers, and what to do through each."""

from typing import Annotated

from pydantic import Field

from sim.strategies.channels.activity_based import ActivityBased
from sim.strategies.channels.by_segment import BySegment
from sim.strategies.channels.channel_mix import ChannelMix
from sim.strategies.channels.integrated import Integrated
from sim.strategies.channels.migration import Migration
from sim.strategies.channels.single import SingleChannel

AnyChannels = Annotated[
    ChannelMix | SingleChannel | BySegment | ActivityBased | Migration | Integrated,
    Field(discriminator="kind"),
]

__all__ = [
    "ActivityBased",
    "AnyChannels",
    "BySegment",
    "ChannelMix",
    "Integrated",
    "Migration",
    "SingleChannel",
]
