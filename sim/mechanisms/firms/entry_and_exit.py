"""Entry and exit: firms run out of cash and leave, challengers enter.

Source: Klepper (1996), "Entry, exit, growth, and innovation over the product life cycle".
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law
from sim.mechanisms.base import Mechanism
from sim.units import Money


class EntryAndExit(Mechanism):
    """When a firm must leave. Off: a firm may lose money for ever."""

    row: ClassVar[str] = "E8"
    credit: Money = Field(0.0, description="debt that a firm may run up before it must leave")


@law
def is_insolvent(cash_cents: int, credit_cents: int) -> bool:
    """Whether a firm's debt exceeds its credit."""
    return cash_cents < -credit_cents
