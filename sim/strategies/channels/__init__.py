"""The decision through which channels to sell."""

from sim.strategies.channels.channel_mix import ChannelMix

AnyChannels = ChannelMix

__all__ = ["AnyChannels", "ChannelMix"]
