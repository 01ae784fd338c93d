"""Variable pay: for the salesperson's own volume, or for the customer's success.

Success is the customer's: stock turn, profit, problems solved, share of the customer's sales.
Source: Anderson & Oliver (1987), "Perspectives on behavior-based versus outcome-based salesforce control
systems"; Basu, Lal, Srinivasan & Staelin (1985), "Salesforce compensation plans: an agency theoretic
perspective".
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers, Strategy
from sim.units import Money, Share


class IncentiveStrategy(Strategy):
    """Variable pay of salespeople."""


class VariablePay(IncentiveStrategy):
    """Variable pay, and what it is paid for."""

    kind: Literal["pay"] = "pay"
    volume: Share = Field(0.5, description="share paid for own volume; the rest for the customer's success")
    money: Money = Field(0.0, description="money a year for all variable pay")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Pay."""
        money = self.money / view.periods_per_year
        return Offers(volume_pay=self.volume * money, success_pay=(1.0 - self.volume) * money)
