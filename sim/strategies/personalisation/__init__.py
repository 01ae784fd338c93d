"""The decision how far offers are made to measure."""

from typing import Annotated

from pydantic import Field

from sim.strategies.personalisation.none import MassOffers
from sim.strategies.personalisation.one_to_one import OneToOneOffers

AnyPersonalisation = Annotated[MassOffers | OneToOneOffers, Field(discriminator="kind")]

__all__ = ["AnyPersonalisation", "MassOffers", "OneToOneOffers"]
