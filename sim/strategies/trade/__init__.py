"""The decision how goods reach the trade, and whether to fight it or to plan with it.

Source: Heide & John (1988), "The role of dependence balancing in safeguarding transaction-specific assets in
conventional channels": who depends on a customer has reason to tie it.
"""

from typing import Annotated, Final

from pydantic import AfterValidator, Field

from sim.mechanisms.customers.customer_classes import RESELLERS, CustomerClass, CustomerClassKey
from sim.strategies.base import FirmView, Strategy
from sim.units import Money, Share

ALL_TRADE: Final = tuple(sorted(RESELLERS))


def _of_the_trade(kind: CustomerClass) -> CustomerClass:
    if kind not in RESELLERS:
        raise ValueError(f"{kind.value} does not resell - name some of {', '.join(ALL_TRADE)}")
    return kind


TradeClasses = tuple[Annotated[CustomerClassKey, AfterValidator(_of_the_trade)], ...]
"""Some of the classes that resell, as written in a file."""


class TradeStrategy(Strategy):
    """Money for planning and promoting together with the trade, however that is supplied."""

    cooperation: Money = Field(0.0, description="money a year for planning together with partners")
    partners: TradeClasses = Field(ALL_TRADE, strict=False, description="classes of trade that it goes to")
    from_dependence: Share = Field(
        0.0, description="dependence on the largest customers from which on it is spent"
    )

    def spent(self, view: FirmView) -> float:
        """Money of the period for co-operation."""
        is_due = view.dependence >= self.from_dependence
        return self.cooperation / view.periods_per_year if is_due else 0.0
