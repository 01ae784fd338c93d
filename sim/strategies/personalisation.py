"""One to one: identify, differentiate, interact, customise.

Source: Peppers & Rogers (1993), "The one to one future"; Peppers, Rogers & Dorf (1999), "Is your company
ready for one-to-one marketing?".
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers, Strategy
from sim.units import Money, Share, Years


class PersonalisationStrategy(Strategy):
    """How far offers are made to measure."""


class OneToOneOffers(PersonalisationStrategy):
    """Offers made to measure on what was learnt of each customer."""

    kind: Literal["one_to_one"] = "one_to_one"
    depth: Share = Field(1.0, description="how deeply offers are made to measure")
    cost: Money = Field(1.0, description="money per customer a year at full depth")
    thrown_away: Years | None = Field(
        None, description="when all that was learnt is thrown away; nothing = never"
    )

    @override
    def decide(self, view: FirmView) -> Offers:
        """Personalise; throw the data away when the plan says so."""
        n = view.periods_per_year
        due = self.thrown_away is not None and round(self.thrown_away * n) == view.period
        return Offers(personalisation=self.depth, personalisation_cost=self.depth * self.cost / n, forget=due)
