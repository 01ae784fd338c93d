"""Fixed launch: the next generation comes when the plan says, if research has finished it.

Source: Bayus (1997), "Speed-to-market and new product performance trade-offs".
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers
from sim.strategies.product import ProductStrategy, ready
from sim.units import Years


class FixedLaunch(ProductStrategy):
    """Launch whatever is ready at the first planned date that has passed."""

    kind: Literal["fixed"] = "fixed"
    dates: tuple[Years, ...] = Field(
        (), strict=False, description="years after the start at which a launch is due, in order"
    )

    @override
    def decide(self, view: FirmView) -> Offers:
        """Spend the budget; launch one more generation for every date passed."""
        due = sum(date <= view.years for date in self.dates)
        launched = sum(product.on_sale for product in list(view.products.values())[1:])
        return self.budget(view, ready(view) if launched < due else frozenset())
