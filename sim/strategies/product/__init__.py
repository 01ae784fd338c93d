"""The decision on research and launches."""

from pydantic import Field

from sim.strategies.base import FirmView, Offers, Strategy
from sim.units import Money, Share


class ProductStrategy(Strategy):
    """A research budget a year, split between improvement and the next generation."""

    research: Money = Field(0.0, description="research money a year")
    next_generation: Share = Field(
        0.5, description="share of research money for the next generation; the rest improves"
    )
    field_research: Share = Field(
        0.0,
        description="share of research people placed with customers; the others improve and develop",
    )

    def budget(self, view: FirmView, launch: frozenset[str] = frozenset()) -> Offers:
        """Research spending of this period, with what is launched."""
        money = self.research / view.periods_per_year
        return Offers(
            improvement=(1.0 - self.next_generation) * money,
            next_generation=self.next_generation * money,
            field_research=self.field_research,
            launch=launch,
        )


def ready(view: FirmView) -> frozenset[str]:
    """Generations that are fully developed and not yet on sale."""
    return frozenset(
        name for name, product in view.products.items() if product.readiness >= 1.0 and not product.on_sale
    )
