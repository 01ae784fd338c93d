"""The decision which customers are treated how."""

from typing import Annotated

from pydantic import Field

from sim.strategies.tiers.abc import AbcTiers
from sim.strategies.tiers.none import NoTiers

AnyTiers = Annotated[NoTiers | AbcTiers, Field(discriminator="kind")]

__all__ = ["AbcTiers", "AnyTiers", "NoTiers"]
