"""Referral: who was told of a firm by a satisfied customer, and buys there, is credited to that customer.

A recommendation matches people to firms and carries over some of the friend's attachment, so the referred
begin more loyal; what they contribute counts, in part, for the one who sent them.
Source: Schmitt, Skiera & Van den Bulte (2011), "Referral programs and customer value" (better matching and
social enrichment); the credit: Kumar, Petersen & Leone (2010), "Driving profitability by encouraging
customer referrals".
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law
from sim.mechanisms.base import Mechanism
from sim.units import Share


class Referral(Mechanism):
    """What comes of a recommendation. Off: nobody is credited, and the referred are like anybody else."""

    row: ClassVar[str] = "B4"
    enrichment: Share = Field(
        0.3, description="share of missing attitudinal loyalty that a referred customer begins with"
    )
    credit: Share = Field(
        0.5, description="share of what a referred customer contributes that counts for the one who referred"
    )


@law
def credited(contribution: float, credit: float) -> float:
    """Part of a referred customer's contribution that counts for the referrer; losses are not passed on."""
    return credit * max(contribution, 0.0)
