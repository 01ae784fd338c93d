"""Launch on decline: the successor is brought when own sales have declined for a while.

Source: Levitt (1965), "Exploit the product life cycle"; Foster (1986) on attackers and defenders.
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers
from sim.strategies.product import ProductStrategy, ready
from sim.units import Years


class LaunchOnDecline(ProductStrategy):
    """Improve what there is until own sales are seen to decline; then develop, and launch after a delay."""

    kind: Literal["on_decline"] = "on_decline"
    delay: Years = Field(1.0, description="time into decline before the launch")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Improve only, until decline; then split the budget, and launch what is ready after the delay."""
        seen = view.years_in_decline
        if seen is None:
            return Offers(
                improvement=self.research / view.periods_per_year, field_research=self.field_research
            )
        return self.budget(view, ready(view) if seen >= self.delay else frozenset())
