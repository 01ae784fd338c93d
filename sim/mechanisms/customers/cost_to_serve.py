"""Cost to serve: contacts cost money, and some people need many.

Source: Niraj, Gupta & Narasimhan (2001), "Customer profitability in a supply chain"; contacts at rates of
one's own that follow a gamma distribution: Ehrenberg (1959), "The pattern of consumer purchases".
"""

from typing import ClassVar, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import clip, law
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Money, Positive


class CostToServeInPeriod(NamedTuple):
    """What contacts cost and how people differ in them."""

    is_on: bool
    """Whether people differ in the contacts that they need, and contacts cost money."""
    contact: int
    """Cents that a contact costs; 0 where it costs what its channel costs."""


class CostToServe(Mechanism):
    """What service contacts cost and how people differ. Off: contacts are free, and alike for all."""

    row: ClassVar[str] = "B4"
    contact: Money = Field(5.0, description="money that a service contact costs the firm")
    account: Money = Field(0.0, description="money a year that keeping a customer's account costs the firm")
    shape: Positive = Field(
        0.8, description="gamma shape of people's need for contacts; small = a few need most"
    )

    @override
    def in_period(self, setting: Setting) -> CostToServeInPeriod:
        cents = round(100 * self.strength * self.contact)
        return CostToServeInPeriod(is_on=self.is_on, contact=0 if setting.contacts_by_task else cents)


@law
def contact_chance(chance: float, need: float) -> float:
    """Chance of a contact in a period of a person with a `need` for it relative to the mean; at most 1."""
    return clip(chance * need, 0.0, 1.0)
