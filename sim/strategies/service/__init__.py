"""The decision what is spent on which dimension of service."""

from typing import Annotated

from pydantic import Field

from sim.strategies.service.dimensions import ServiceByDimension
from sim.strategies.service.none import NoService

AnyService = Annotated[NoService | ServiceByDimension, Field(discriminator="kind")]

__all__ = ["AnyService", "NoService", "ServiceByDimension"]
