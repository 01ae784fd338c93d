"""How one tier of customers is treated, as a scenario file says it."""

from pydantic import Field

from sim.strategies.base import Treatment
from sim.units import Count, Money, Share, Spec


class TierTreatment(Spec):
    """How one tier is treated. Money in currency units per customer a year."""

    care: Money = Field(0.0, description="money per customer a year for the relationship")
    service: Money = Field(0.0, description="money per customer a year for privileged service")
    surcharge: Share = Field(0.0, description="share added to every price")
    priority: Count = Field(0, description="place in the queue; higher is served first")
    on_account: bool = Field(True, description="whether orders may be paid later")

    def for_period(self, periods_per_year: int) -> Treatment:
        """The treatment of one period."""
        return Treatment(
            care=self.care / periods_per_year,
            service=self.service / periods_per_year,
            surcharge=self.surcharge,
            priority=self.priority,
            on_account=self.on_account,
        )


class Promotion(Spec):
    """An offer to those just below a cut-off, so that they buy their way up: C to B, B to A."""

    within: Share = Field(0.0, description="share of tiers B and C, the best of each, that get it")
    discount: Share = Field(0.0, description="share taken off the price for them")
    contact_cost: Money = Field(0.0, description="money per offer made")
