"""The decision how goods reach the trade, and whether to fight it or to plan with it."""

from typing import Annotated

from pydantic import Field

from sim.strategies.trade.direct import Direct
from sim.strategies.trade.own_shops import OwnShops
from sim.strategies.trade.wholesaler import Wholesaler

AnyTrade = Annotated[Wholesaler | Direct | OwnShops, Field(discriminator="kind")]

__all__ = ["AnyTrade", "Direct", "OwnShops", "Wholesaler"]
