"""Answering: every complaint gets an answer of some worth.

Source: Fornell & Wernerfelt (1987), "Defensive marketing strategy by customer complaint management"; Tax,
Brown & Chandrashekaran (1998), "Customer evaluations of service complaint experiences".
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers, Strategy
from sim.units import Money


class RecoveryStrategy(Strategy):
    """What complaints are answered with."""


class Compensation(RecoveryStrategy):
    """Money for an answer to each complaint."""

    kind: Literal["answering"] = "answering"
    money: Money = Field(20.0, description="money per complaint for putting things right")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Answer."""
        return Offers(recovery=self.money)
