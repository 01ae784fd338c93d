"""The decision who answers customers' calls."""

from typing import Annotated

from pydantic import Field

from sim.strategies.call_centre.none import NoLimitToCalls
from sim.strategies.call_centre.staffed import StaffedCallCentre

AnyCallCentre = Annotated[NoLimitToCalls | StaffedCallCentre, Field(discriminator="kind")]

__all__ = ["AnyCallCentre", "NoLimitToCalls", "StaffedCallCentre"]
