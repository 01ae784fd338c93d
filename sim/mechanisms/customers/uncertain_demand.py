"""Uncertain demand: people differ, and only the cost of switching makes a habit safe.

Tastes for brands follow a Dirichlet, purchase rates a gamma distribution, price sensitivity a
log-normal one.
Source: Goodhardt, Ehrenberg & Chatfield (1984), "The Dirichlet: a comprehensive model of buying
behaviour"; switching cost: Klemperer (1987), Burnham, Frels & Mahajan (2003).
"""

from typing import ClassVar, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import law
from sim.mechanisms.base import Mechanism, Setting
from sim.units import PerYear, Positive, Weight


class UncertainDemandInPeriod(NamedTuple):
    """How often people buy and what holds them."""

    is_repeat: bool
    """Whether occasions are frequent: a count at everybody's own rate."""
    is_exclusive: bool
    """Whether a purchase elsewhere ends the relationship: one product or contract at a time."""
    switching_cost: float


class UncertainDemand(Mechanism):
    """How buyers differ and what holds them. Off: all alike, and free to go."""

    row: ClassVar[str] = "B8"
    purchase_rate: PerYear = Field(
        0.0, description="mean occasions to buy a year (repeat-purchase goods); 0 = durables"
    )
    rate_shape: Positive = Field(
        0.78, description="gamma shape of rates (Dirichlet K); small = a few heavy buyers"
    )
    taste_concentration: Positive = Field(
        1.3, description="Dirichlet S of brand tastes; small = people differ much"
    )
    price_sensitivity_spread: Weight = Field(
        0.3, description="standard deviation of log price sensitivity between people"
    )
    switching_cost: Weight = Field(0.0, description="logits for staying with the present supplier")
    order_spread: Weight = Field(
        0.0, description="standard deviation of the log size of orders between people"
    )

    @override
    def in_period(self, setting: Setting) -> UncertainDemandInPeriod:
        # How often people buy is what the good is like, and holds at any strength.
        is_repeat = self.purchase_rate > 0.0
        return UncertainDemandInPeriod(
            is_repeat=is_repeat,
            is_exclusive=not is_repeat,
            switching_cost=self.strength * self.switching_cost,
        )


@law
def staying_utility(is_supplier: float, switching_cost: float, stickiness: float) -> float:
    """Logits for the present supplier: cost of switching, and one's own inertia."""
    return is_supplier * (switching_cost + stickiness)
