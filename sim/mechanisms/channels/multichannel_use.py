"""Multichannel use: whoever comes to use one more channel buys more often, or less, by the kind of category.

Where goods are bought for pleasure, every further channel is one more occasion to be tempted. Where they
are bought for use, people go through several channels to compare, and buy less. Heavy buyers use more
channels anyhow, so that people of many channels look valuable in either; what a channel does to one and the
same person is something else.
Source: Kushwaha & Shankar (2013), "Are multichannel customers really more valuable? The moderating role of
product category characteristics"; selection against cause: Ansari, Mela & Neslin (2008), "Customer channel
migration"; Montaguti, Neslin & Valentini (2016), "Can marketing campaigns induce multichannel buying and
more profitable customers?" (a field experiment). Sizes are judgements. Works on goods that are bought again
and again.
"""

from typing import ClassVar, Final

from pydantic import Field

from sim.maths import law
from sim.mechanisms.base import Mechanism
from sim.units import Share

LEAST: Final = 0.01
"""Nobody is slowed down below this share of the own pace."""


class MultichannelUse(Mechanism):
    """What using several channels does to how often people buy. Off: nothing."""

    row: ClassVar[str] = "D3"
    hedonic: Share = Field(0.5, description="how far goods are bought for pleasure (1) and not for use (0)")
    stimulation: Share = Field(
        0.15, description="purchases that each further channel adds where goods are bought for pleasure"
    )
    comparing: Share = Field(
        0.05, description="purchases that each further channel saves where goods are bought for use"
    )


@law
def pace(channels: float, hedonic: float, stimulation: float, comparing: float) -> float:
    """How often somebody buys who uses so many channels, relative to who uses one."""
    each = hedonic * stimulation - (1.0 - hedonic) * comparing
    return max(1.0 + each * (channels - 1.0), LEAST) if channels > 1.0 else 1.0
