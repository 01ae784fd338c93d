"""Lifetime value: customers in tiers by what they are expected to bring, not by what they bought.

Source: Venkatesan & Kumar (2004), "A customer lifetime value framework for customer selection and resource
allocation strategy".
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Floats
from sim.strategies.tiers.ranking import RankedTiers
from sim.strategies.tiers.value_to_come import ValueToCome


class LifetimeValueTiers(RankedTiers):
    """Tiers by the firm's own estimate of the value to come."""

    kind: Literal["lifetime_value"] = "lifetime_value"
    value: ValueToCome = Field(ValueToCome(), description="how customers are valued")

    @override
    def measure(self, view: FirmView) -> Floats:
        """Discounted contribution to come."""
        return self.value.of(view)
