"""Service tiers: platinum, gold and basic service by assets, by trades or by lifetime value.

Source: Zeithaml, Rust & Lemon (2001), "The customer pyramid" (platinum, gold, iron, lead); fees by tier:
Haenlein & Kaplan (2009), "Unprofitable customers and their management".
"""

from typing import Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Floats
from sim.strategies.tiers.ranking import RankedTiers
from sim.strategies.tiers.value_to_come import ValueToCome
from sim.units import Share


class ServiceTiers(RankedTiers):
    """Platinum (A), gold (B) and basic (C) service."""

    kind: Literal["service_tiers"] = "service_tiers"
    a_share: Share = Field(0.02, description="share of customers with platinum service")
    b_share: Share = Field(0.18, description="share of customers with gold service")
    by: Literal["assets", "trades", "lifetime_value"] = Field(
        "lifetime_value",
        description="what customers are ranked by: mean order, number of orders, or value to come",
    )
    value: ValueToCome = Field(ValueToCome(), description="how customers are valued, if by lifetime value")

    @override
    def measure(self, view: FirmView) -> Floats:
        """Mean order (which grows with wealth), number of orders, or value to come."""
        records = view.records
        if self.by == "lifetime_value":
            return self.value.of(view)
        if self.by == "assets":
            return (records.money / np.maximum(records.purchases, 1)).astype(np.float32)
        # Many have made as many orders; among them money decides.
        more = records.money / (np.float32(1) + records.money.max(initial=0.0))
        orders: Floats = (records.purchases + more).astype(np.float32)
        return orders
