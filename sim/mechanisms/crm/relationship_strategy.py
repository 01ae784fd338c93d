"""Relationship strategy: what a firm does for its customers tier by tier, and what they make of it.

Care for a tier builds loyalty, privileged service betters each experience and is a reason to stay, a
surcharge weighs as a price does. To end a relationship is to ask so much that the customer goes.
Source: Zeithaml, Rust & Lemon (2001), "The customer pyramid"; Homburg, Droll & Totzek (2008), "Customer
prioritization"; Reinartz, Krafft & Hoyer (2004), "The CRM process" (initiation, maintenance, termination).
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law, saturation
from sim.mechanisms.base import Mechanism
from sim.units import Money, PerYear, Share, Weight


class RelationshipStrategy(Mechanism):
    """Response of customers to the resources spent on their tier. Off: all tiers are treated alike."""

    row: ClassVar[str] = "C3"
    bonding: PerYear = Field(
        0.6, description="most of missing attitudinal loyalty that a tier's care adds a year"
    )
    care_scale: Money = Field(20.0, description="money per customer a year at which 63% of that is reached")
    privilege: Share = Field(0.2, description="most that privileged service adds to an experience")
    service_scale: Money = Field(
        20.0, description="money per customer a year at which 63% of that is reached"
    )
    pull: Weight = Field(2.0, description="logits for the firm per unit of privilege, as a reason to stay")


@law
def privilege(money_a_year: float, scale: float, most: float) -> float:
    """What service money per customer adds to an experience; rises at once, saturates at `most`."""
    return most * saturation(money_a_year, scale)
