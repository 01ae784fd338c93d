"""Retention: what money spent on winning, keeping and winning back does to people.

Contacts with non-customers make a firm known and lend its offers a passing pull; contacts with
customers build attitudinal loyalty, which pays only as far as it converts. That keeping is cheaper
than winning is an outcome.
Source: Blattberg & Deighton (1996), "Manage marketing by the customer equity test" (saturating
response to spending per head); Reinartz, Thomas & Kumar (2005); win-back: Stauss & Friege (1999).
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law, saturation
from sim.mechanisms.base import Mechanism
from sim.units import Money, PerYear, Share, Weight


class Retention(Mechanism):
    """Response of people to spending per head and year."""

    row: ClassVar[str] = "B3"
    acquisition_pull: Weight = Field(
        0.6, description="most logits that courting gives an offer with non-customers"
    )
    acquisition_touch: Share = Field(0.3, description="most of missing awareness that courting adds a year")
    acquisition_scale: Money = Field(
        20.0, description="money per non-customer a year at which 63% of that is reached"
    )
    bonding: PerYear = Field(
        0.6, description="most of missing attitudinal loyalty that care for customers adds a year"
    )
    retention_scale: Money = Field(
        20.0, description="money per customer a year at which 63% of that is reached"
    )
    win_back_pull: Weight = Field(
        0.8, description="most logits that win-back gives an offer with lost customers"
    )
    win_back_scale: Money = Field(
        20.0, description="money per lost customer a year at which 63% of that is reached"
    )


@law
def response(spending_per_head: float, scale: float, most: float) -> float:
    """Effect of spending per head: rises at once, saturates at `most`."""
    return most * saturation(spending_per_head, scale)
