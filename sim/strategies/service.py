"""Dimensions: money for the people at the counter, for the work done, and for what stands behind both.

Source: Parasuraman, Zeithaml & Berry (1988), "SERVQUAL"; Carlzon (1987), "Moments of truth".
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers, ServicePlan, Strategy
from sim.units import Money


class ServiceStrategy(Strategy):
    """What is spent on service."""


class ServiceByDimension(ServiceStrategy):
    """Money per customer a year for each dimension."""

    kind: Literal["dimensions"] = "dimensions"
    human: Money = Field(
        0.0, description="money per customer a year for respect and attention: staffing, training"
    )
    business: Money = Field(
        0.0, description="money per customer a year for work done quickly, completely and safely"
    )
    hidden: Money = Field(
        0.0, description="money per customer a year for policies, authority and the back office"
    )

    @override
    def decide(self, view: FirmView) -> Offers:
        """The same in every period."""
        return Offers(service=ServicePlan(self.human, self.business, self.hidden))
