"""Split loyalty: high-value customers are courted by all, and give each only a part.

A rival's personal offer to a high spender works through its discount and, beyond it, by being
asked: it makes the rival known and lends it a pull.
Source: Yim & Kannan (1999), "Consumer behavioral loyalty: a segmentation model"; Lam et al. (2004)
and Musalem & Joshi (2009), "How much should you invest in each customer relationship?".
"""

from typing import ClassVar, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import law
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Weight


class SplitLoyaltyInPeriod(NamedTuple):
    """What being courted in person is worth."""

    strength: float
    """Share of a personal offer made to court that reaches people."""
    courting: float


class SplitLoyalty(Mechanism):
    """What being courted in person is worth. Off: an offer made to court reaches nobody."""

    row: ClassVar[str] = "B9"
    courting: Weight = Field(
        0.5, description="logits for a firm of its personal offer, beyond the discount in it"
    )

    @override
    def in_period(self, setting: Setting) -> SplitLoyaltyInPeriod:
        return SplitLoyaltyInPeriod(strength=self.strength, courting=self.strength * self.courting)


@law
def courting_utility(offered: float, courting: float) -> float:
    """Logits of being asked in person; `offered` is 1 for a personal offer, else 0."""
    return offered * courting
