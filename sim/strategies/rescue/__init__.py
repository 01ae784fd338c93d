"""The decision how to rescue a product whose sales decline (without a new one)."""

from typing import Annotated

from pydantic import Field

from sim.strategies.rescue.by_channel import RescueByChannel
from sim.strategies.rescue.by_price import RescueByPrice
from sim.strategies.rescue.by_promotion import RescueByPromotion

AnyRescue = Annotated[RescueByPrice | RescueByPromotion | RescueByChannel, Field(discriminator="kind")]

__all__ = ["AnyRescue", "RescueByChannel", "RescueByPrice", "RescueByPromotion"]
