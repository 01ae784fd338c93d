"""The decision what complaints are answered with."""

from typing import Annotated

from pydantic import Field

from sim.strategies.recovery.answering import Answering
from sim.strategies.recovery.none import NoRecovery

AnyRecovery = Annotated[NoRecovery | Answering, Field(discriminator="kind")]

__all__ = ["Answering", "AnyRecovery", "NoRecovery"]
