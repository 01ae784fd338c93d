"""Own shops beside the trade, which the firm supplies itself.

Source: Coughlan, Anderson, Stern & El-Ansary (2006), "Marketing channels" (dual distribution).
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers, TradePlan
from sim.strategies.trade import ALL_TRADE, TradeClasses, TradeStrategy
from sim.units import Money


class OwnShops(TradeStrategy):
    """Shops of the firm itself, and direct supply of those that still resell."""

    kind: Literal["own_shops"] = "own_shops"
    direct: TradeClasses = Field(ALL_TRADE, strict=False, description="classes that it supplies itself")
    shops: Money = Field(0.0, description="money a year that the shops cost")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Run shops, supply the trade, and plan with partners."""
        plan = TradePlan(
            direct=frozenset(self.direct),
            cooperation=self.spent(view),
            partners=frozenset(self.partners),
            shops=self.shops / view.periods_per_year,
        )
        return Offers(trade=plan)
