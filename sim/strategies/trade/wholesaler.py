"""Wholesaler: all shops buy through wholesalers, who carry stock and transport for a margin.

Source: Coughlan, Anderson, Stern & El-Ansary (2006), "Marketing channels".
"""

from typing import Literal

from typing_extensions import override

from sim.strategies.base import FirmView, Offers, TradePlan
from sim.strategies.trade import TradeStrategy


class Wholesaler(TradeStrategy):
    """Everything through wholesalers."""

    kind: Literal["wholesaler"] = "wholesaler"

    @override
    def decide(self, view: FirmView) -> Offers:
        """Leave supply to wholesalers."""
        return Offers(trade=TradePlan(cooperation=self.spent(view), partners=frozenset(self.partners)))
