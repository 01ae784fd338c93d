"""Launch before decline: the successor is developed in growth and brought in maturity.

Source: Levitt (1965), "Exploit the product life cycle" (planning the next stretch before launch);
Golder & Tellis (2004), "Growing, growing, gone".
"""

from typing import Literal

from typing_extensions import override

from sim.phases import Phase
from sim.strategies.base import FirmView, Offers
from sim.strategies.product import ProductStrategy, ready


class LaunchBeforeDecline(ProductStrategy):
    """Develop all the time; launch as soon as own or category growth is over and it is ready."""

    kind: Literal["before_decline"] = "before_decline"

    @override
    def decide(self, view: FirmView) -> Offers:
        """Spend the budget; launch from maturity on."""
        mature = Phase.MATURITY in (view.phase, view.market_phase) or Phase.DECLINE in (
            view.phase,
            view.market_phase,
        )
        return self.budget(view, ready(view) if mature else frozenset())
