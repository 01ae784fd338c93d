"""Markup: a fixed share on top of unit cost.

Source: Hall & Hitch (1939), "Price theory and business behaviour" (full-cost pricing).
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers
from sim.strategies.price import PriceStrategy
from sim.units import Weight


class Markup(PriceStrategy):
    """Price every product at its unit cost plus a share of it."""

    kind: Literal["markup"] = "markup"
    markup: Weight = Field(0.5, description="share of unit cost that is added to it")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Cost plus markup for everything."""
        return Offers(
            prices={name: (1.0 + self.markup) * product.unit_cost for name, product in view.products.items()}
        )
