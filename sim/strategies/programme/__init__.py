"""The decision whether and how to undertake a CRM programme."""

from typing import Annotated

from pydantic import Field

from sim.strategies.programme.none import NoProgramme
from sim.strategies.programme.rollout import Rollout

AnyProgramme = Annotated[NoProgramme | Rollout, Field(discriminator="kind")]

__all__ = ["AnyProgramme", "NoProgramme", "Rollout"]
