"""Direct supply of some or all of the trade; the rest buys through wholesalers.

Source: Coughlan, Anderson, Stern & El-Ansary (2006), "Marketing channels"; Buzzell & Ortmeyer (1995),
"Channel partnerships streamline distribution".
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers, TradePlan
from sim.strategies.trade import ALL_TRADE, TradeClasses, TradeStrategy


class Direct(TradeStrategy):
    """Supply of shops and chains by the firm itself."""

    kind: Literal["direct"] = "direct"
    direct: TradeClasses = Field(ALL_TRADE, strict=False, description="classes that it supplies itself")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Supply those classes, and plan with partners."""
        plan = TradePlan(
            direct=frozenset(self.direct), cooperation=self.spent(view), partners=frozenset(self.partners)
        )
        return Offers(trade=plan)
