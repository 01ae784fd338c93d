"""Sales incentives: salespeople do what they are paid for.

Paid for their own volume, they talk trade customers into larger orders than these can sell: more is sold at
once, stock fills up. Paid for the customer's success, they help: goods sell on faster, problems are solved;
that takes time to be felt. Works on customers of other classes than consumers.
Source: Jensen & Meckling (1976), "Theory of the firm" (agency); Holmstrom & Milgrom (1991), "Multitask
principal-agent analyses" (pay for what is counted draws effort from what is not); Anderson & Oliver (1987),
"Perspectives on behavior-based versus outcome-based salesforce control systems"; filling channels: Lai, Debo
& Nan (2011), "Channel stuffing with short-term interest in market value"; help and trust: Ganesan (1994),
"Determinants of long-term orientation in buyer-seller relationships"; Kumar (1996), "The power of trust in
manufacturer-retailer relationships".
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law
from sim.mechanisms.base import Mechanism
from sim.units import Money, PerYear, Weight


class SalesIncentives(Mechanism):
    """What pay makes salespeople do. Off: pay is spent, and changes nothing."""

    row: ClassVar[str] = "C8"
    pay_scale: Money = Field(
        1_000.0,
        description="pay per trade customer a year at which salespeople do 63% of what pay can bring",
    )
    push: Weight = Field(
        0.8, description="most that pay for volume adds to an order beyond need, as a share of the order"
    )
    sell_out: Weight = Field(
        0.5, description="most that pay for success adds to the speed at which the firm's goods sell on"
    )
    building: PerYear = Field(0.5, description="rate a year at which help comes to be felt, and is forgotten")


@law
def effort_for(pay: float, total_pay: float, effort: float) -> float:
    """Part of an effort (0..1) that goes into one task: as large as the task's part of the pay."""
    return effort * pay / total_pay if total_pay > 0.0 else 0.0


@law
def room_left(stock: float, wanted: float) -> float:
    """How far a customer lets itself be pushed, 0..1: fully up to the stock it wants, then less and less."""
    return wanted / stock if stock > wanted else 1.0


@law
def pushed_order(usual: float, pushing: float, most: float) -> float:
    """Units of an order where salespeople push with an effect of 0..1; whole units, the nearest."""
    return float(int(usual * (1.0 + most * pushing) + 0.5))
