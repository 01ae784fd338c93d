"""The decision whether to reward customers for buying again."""

from typing import Annotated

from pydantic import Field

from sim.strategies.loyalty_programme.none import NoLoyaltyProgramme
from sim.strategies.loyalty_programme.points import Points

AnyLoyaltyProgramme = Annotated[NoLoyaltyProgramme | Points, Field(discriminator="kind")]

__all__ = ["AnyLoyaltyProgramme", "NoLoyaltyProgramme", "Points"]
