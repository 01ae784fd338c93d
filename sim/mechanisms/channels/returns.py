"""Returns: what was bought without having been seen or explained comes back more often.

Whoever returns a good gets another one for it: no money goes back, but handling costs the firm, and a part
of what the returned good was worth. Who needed no advice knew what to buy, and returns as little as who was
well advised.
Source: Ofek, Katona & Sarvary (2011), "Bricks and clicks: the impact of product returns on the strategies
of multichannel retailers"; some 18 of 100 bought on the web come back against 10 in shops: National Retail
Federation (2023), by way of the trade press; uncertainty about fit: Gallino & Moreno (2018), "The value of
fit information in online retail". That all are exchanged, what handling costs and what is lost are
judgements.
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law
from sim.mechanisms.base import Mechanism
from sim.units import Money, Share


class Returns(Mechanism):
    """Which purchases come back, and what that costs. Off: none do."""

    row: ClassVar[str] = "D1"
    advised: Share = Field(0.08, description="share of orders returned where all was known of the good")
    unadvised: Share = Field(
        0.2, description="share of orders returned where advice was needed and none was had"
    )
    handling: Money = Field(5.0, description="money that taking one order back costs")
    lost: Share = Field(0.3, description="share of the production cost that a returned good has lost")


@law
def returned_share(advice: float, advised: float, unadvised: float) -> float:
    """Chance that an order comes back, by how much of the advice that it needed was had, 0..1."""
    return unadvised + (advised - unadvised) * advice


@law
def return_cost(handling: float, lost: float, made: float) -> float:
    """What a returned order costs: handling, and what goods that cost `made` have lost."""
    return handling + lost * made
