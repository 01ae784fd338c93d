"""The decision which customers are treated how."""

from typing import Annotated

from pydantic import Field

from sim.strategies.tiers.abc import AbcTiers
from sim.strategies.tiers.abc_credit import AbcCreditTiers
from sim.strategies.tiers.growth import GrowthTiers
from sim.strategies.tiers.lifetime_value import LifetimeValueTiers
from sim.strategies.tiers.service_tiers import ServiceTiers

AnyTiers = Annotated[
    AbcTiers | AbcCreditTiers | LifetimeValueTiers | GrowthTiers | ServiceTiers,
    Field(discriminator="kind"),
]

__all__ = [
    "AbcCreditTiers",
    "AbcTiers",
    "AnyTiers",
    "GrowthTiers",
    "LifetimeValueTiers",
    "ServiceTiers",
]
