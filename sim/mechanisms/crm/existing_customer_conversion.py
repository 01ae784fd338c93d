"""Existing customers' conversion: attachment to a product does not pass to its successor by itself.

A customer who owns the old generation meets the new one almost as a stranger would: what bound them to the
firm binds them only as far as the firm takes them along. Taking them for granted leaves most of it behind.
Source: Okada (2001), "Trade-ins, mental accounting, and product replacement decisions"; Bayus (1991), "The
consumer durable replacement buyer".
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law, saturation
from sim.mechanisms.base import Mechanism
from sim.units import Money, Share


class ExistingCustomerConversion(Mechanism):
    """How much of what binds a customer passes to a new generation. Off: all of it does, at no effort."""

    row: ClassVar[str] = "A2"
    unaided: Share = Field(
        0.3, description="share of attachment that passes to a new generation with no effort of the firm"
    )
    scale: Money = Field(10.0, description="money per customer a year at which 63% of the rest passes on")


@law
def carried(money_a_year: float, scale: float, unaided: float) -> float:
    """Share of attachment that passes to the new generation at a spending per customer a year."""
    return unaided + (1.0 - unaided) * saturation(money_a_year, scale)


@law
def left_behind(attachment: float, passed: float) -> float:
    """Logits of attachment that do not pass on."""
    return attachment * (1.0 - passed)
