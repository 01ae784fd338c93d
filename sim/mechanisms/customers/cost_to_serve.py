"""Cost to serve: contacts cost money, and some people need many.

Source: Niraj, Gupta & Narasimhan (2001), "Customer profitability in a supply chain"; contacts at rates of
one's own that follow a gamma distribution: Ehrenberg (1959), "The pattern of consumer purchases".
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import clip, law
from sim.mechanisms.base import Mechanism
from sim.units import Money, Positive


class CostToServe(Mechanism):
    """What service contacts cost and how people differ. Off: contacts are free, and alike for all."""

    row: ClassVar[str] = "B4"
    contact: Money = Field(5.0, description="money that a service contact costs the firm")
    account: Money = Field(0.0, description="money a year that keeping a customer's account costs the firm")
    shape: Positive = Field(
        0.8, description="gamma shape of people's need for contacts; small = a few need most"
    )


@law
def contact_chance(chance: float, need: float) -> float:
    """Chance of a contact in a period of a person with a `need` for it relative to the mean; at most 1."""
    return clip(chance * need, 0.0, 1.0)
