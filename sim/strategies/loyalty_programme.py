"""Points: a share of what members spend comes back as a reward, to those who have bought enough.

Source: Kopalle & Neslin (2003), "The economic viability of frequency reward programs in a strategic
competitive environment"; Taylor & Neslin (2005).
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers, Strategy, to_those
from sim.units import PositiveCount, Share


class LoyaltyProgrammeStrategy(Strategy):
    """What customers are promised for buying again."""


class PointsProgramme(LoyaltyProgrammeStrategy):
    """A reward for every customer with enough purchases on record."""

    kind: Literal["points"] = "points"
    reward: Share = Field(0.03, description="share of spending that comes back to those who have earned it")
    purchases: PositiveCount = Field(6, description="purchases on record from which the reward is earned")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Promise the reward to all members, and give it to those who have earned it."""
        earned = view.records.purchases >= self.purchases
        return Offers(reward=self.reward, personal=to_those(earned, self.reward))
