"""ABC: customers in tiers by what they have bought so far.

Source: Dickie (1951), "ABC inventory analysis shoots for dollars, not pennies", as applied to customers.
"""

from typing import Literal

from typing_extensions import override

from sim.strategies.base import FirmView, Floats
from sim.strategies.tiers.ranking import RankedTiers


class AbcTiers(RankedTiers):
    """Tiers by purchases in money on record."""

    kind: Literal["abc"] = "abc"

    @override
    def measure(self, view: FirmView) -> Floats:
        """Money spent with the firm."""
        return view.records.money
