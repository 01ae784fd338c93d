"""The decision on list prices."""

from typing import Annotated

from pydantic import Field

from sim.strategies.price.competitor_following import CompetitorFollowing
from sim.strategies.price.fixed import FixedPrice
from sim.strategies.price.markup import Markup

AnyPrice = Annotated[FixedPrice | Markup | CompetitorFollowing, Field(discriminator="kind")]

__all__ = ["AnyPrice", "CompetitorFollowing", "FixedPrice", "Markup"]
