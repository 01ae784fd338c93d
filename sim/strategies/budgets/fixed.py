"""Fixed budgets: so much a year for winning, keeping and winning back, whatever happens.

Source: Blattberg & Deighton (1996), "Manage marketing by the customer equity test".
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers
from sim.strategies.budgets import BudgetStrategy
from sim.units import Money


class FixedBudgets(BudgetStrategy):
    """The same spending every period."""

    kind: Literal["fixed"] = "fixed"
    advertising: Money = Field(0.0, description="advertising money a year")
    acquisition: Money = Field(0.0, description="money a year for courting non-customers")
    retention: Money = Field(0.0, description="money a year for the care of customers")
    win_back: Money = Field(0.0, description="money a year for winning back the lost")
    conversion: Money = Field(0.0, description="money a year for taking customers along to a new generation")
    objection_management: Money = Field(
        0.0, description="money a year for taking up complaints and tracing them to their cause"
    )
    need_sensing: Money = Field(0.0, description="money a year for asking customers what they want")

    @override
    def decide(self, view: FirmView) -> Offers:
        """A period's part of each yearly budget."""
        n = view.periods_per_year
        return Offers(
            advertising=self.advertising / n,
            acquisition=self.acquisition / n,
            retention=self.retention / n,
            win_back=self.win_back / n,
            conversion=self.conversion / n,
            objection_management=self.objection_management / n,
            need_sensing=self.need_sensing / n,
        )
