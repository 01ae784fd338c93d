"""Launch on decline: the successor is brought when own sales have declined for a while.

Source: Levitt (1965), "Exploit the product life cycle"; Foster (1986) on attackers and defenders.
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers
from sim.strategies.product.research import Research, ready
from sim.units import Years


class LaunchOnDecline(Research):
    """Launch when own sales have been seen to decline for a while, if research has finished it."""

    kind: Literal["on_decline"] = "on_decline"
    delay: Years = Field(1.0, description="time into decline before the launch")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Spend the budget; launch `delay` years after decline was first seen."""
        seen = view.years_in_decline
        late_enough = seen is not None and seen >= self.delay
        return self.budget(view) | Offers(launch=ready(view) if late_enough else frozenset())
