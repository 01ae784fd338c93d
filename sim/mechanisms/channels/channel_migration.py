"""Channel migration: people get used to a new channel, are helped or paid to use it, or are driven there.

A channel in which people serve themselves is strange at first; each use takes a part of that away, and so
does help. A channel that is closed takes along some of the attachment of those who used it: who is forced
resists.
Source: Ansari, Mela & Neslin (2008), "Customer channel migration" (learning and habit); Meuter et al.
(2005), "Choosing among alternative service delivery modes" (trial needs clarity, motivation, ability);
forced use: Reinders, Dabholkar & Frambach (2008), "Consequences of forcing consumers to use
technology-based self-service"; resistance: Brehm (1966), "A theory of psychological reactance"; surcharges:
Trampe, Konus & Verhoef (2014), "Customer responses to channel migration strategies toward the e-channel".
Sizes are judgements.
"""

from typing import ClassVar, Final, NamedTuple

import numpy as np
from pydantic import Field
from typing_extensions import override

from sim.maths import exp, law, log, saturation
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Floats, Money, Share, Weight

MOST_USES: Final = 255
"""Uses of a channel that are counted; who has used it that often is used to it."""


class ChannelMigrationInPeriod(NamedTuple):
    """How people get used to channels."""

    is_on: bool
    """Whether channels can be strange."""
    strange: Floats
    """float64[MOST_USES + 1]: liking that strangeness takes, by uses so far."""


class ChannelMigration(Mechanism):
    """How people get used to channels. Off: every channel is familiar, and closing one hurts nobody."""

    row: ClassVar[str] = "D6"
    strangeness: Weight = Field(
        1.5, description="liking that self-service loses with who never used it, in standard units of liking"
    )
    learning: Share = Field(0.3, lt=1.0, description="share of that which each use takes away")
    familiar: Share = Field(0.3, description="share of people who are used to self-service at the start")
    help_scale: Money = Field(
        4.0, description="money per customer a year on help at which 63% of strangeness is gone"
    )
    forced: Share = Field(
        0.3, description="share of loyalty and satisfaction lost by who used a channel last that is closed"
    )
    charged: Share = Field(
        0.1, description="share of satisfaction lost by who pays a surcharge for the channel that they use"
    )

    @override
    def in_period(self, setting: Setting) -> ChannelMigrationInPeriod:
        taken = [
            self.strength * self.strangeness * strange(float(uses), self.learning)
            for uses in range(MOST_USES + 1)
        ]
        return ChannelMigrationInPeriod(is_on=self.is_on, strange=np.array(taken))


@law
def strange(uses: float, learning: float) -> float:
    """Share of a channel's strangeness that is left after some uses."""
    return exp(uses * log(1.0 - learning))


@law
def unhelped(money: float, scale: float) -> float:
    """Share of a channel's strangeness that help leaves, at some money per customer a year."""
    return 1.0 - saturation(money, scale)


@law
def resented(level: float, share: float) -> float:
    """Loyalty or satisfaction after a share of it was lost."""
    return level * (1.0 - share)
