"""The decision what salespeople are paid for."""

from typing import Annotated

from pydantic import Field

from sim.strategies.incentives.none import FixedSalaries
from sim.strategies.incentives.pay import Pay

AnyIncentives = Annotated[FixedSalaries | Pay, Field(discriminator="kind")]

__all__ = ["AnyIncentives", "FixedSalaries", "Pay"]
