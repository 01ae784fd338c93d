"""Loyalty programme: members buy on to earn a reward; what they feel for the firm changes little.

A reward in sight is a reason to buy here and now (points pressure), which works on the act and hardly on the
wish. Who buys all they need here already has nothing to add. One can run after one reward at a time, so where
rivals have programmes too, each gets its part of the attention.
Source: Taylor & Neslin (2005), "The current and future sales impact of a retail frequency reward program"
(points pressure, rewarded behaviour); Liu (2007), "The long-term impact of loyalty programs on consumer
purchase behavior and loyalty"; cards of rivals: Mägi (2003), "Share of wallet in retailing"; Leenheer et al.
(2007), "Do loyalty programs really enhance behavioral loyalty?".
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law, saturation
from sim.mechanisms.base import Mechanism
from sim.units import PerYear, Share, Weight


class LoyaltyProgramme(Mechanism):
    """Response of members to the reward. Off: points are worth nothing to anybody."""

    row: ClassVar[str] = "B2"
    pressure: Weight = Field(0.4, description="most logits that a reward in sight gives with members")
    scale: Share = Field(0.03, description="reward, as a share of spending, at which 63% of that is reached")
    attachment: PerYear = Field(
        0.03, description="most of missing attitudinal loyalty that membership adds a year"
    )


@law
def points_pressure(reward: float, scale: float, most: float) -> float:
    """Effect of a reward worth a share of spending: rises at once, saturates at `most`."""
    return most * saturation(reward, scale)


@law
def attention(rivals_programmes: float) -> float:
    """Part of a customer's attention that one programme gets beside those of rivals."""
    return 1.0 / (1.0 + rivals_programmes)
