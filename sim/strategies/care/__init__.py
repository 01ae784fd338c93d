"""The decision to whom a personal offer is made."""

from typing import Annotated

from pydantic import Field

from sim.strategies.care.blanket_discount import BlanketDiscount
from sim.strategies.care.intensive_care import IntensiveCare
from sim.strategies.care.likely_leavers import LikelyLeavers
from sim.strategies.care.poaching import Poaching
from sim.strategies.care.segments import Segments

AnyCare = Annotated[
    IntensiveCare | BlanketDiscount | Poaching | LikelyLeavers | Segments,
    Field(discriminator="kind"),
]

__all__ = [
    "AnyCare",
    "BlanketDiscount",
    "IntensiveCare",
    "LikelyLeavers",
    "Poaching",
    "Segments",
]
