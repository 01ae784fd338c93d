"""ABC corrected by credit standing: who did not pay is in the lowest tier, and pays on delivery.

Source: Dickie (1951), "ABC inventory analysis shoots for dollars, not pennies"; selling on account only to
those who pay: Altman & Saunders (1998), "Credit risk measurement".
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Floats, Percents
from sim.strategies.tiers.ranking import Known, RankedTiers, TierTreatment
from sim.units import PositiveCount

DOUBTFUL = 5


class AbcCreditTiers(RankedTiers):
    """Tiers by purchases in money on record; those with unpaid bills apart."""

    kind: Literal["abc_credit"] = "abc_credit"
    least_defaults: PositiveCount = Field(
        1, description="unpaid orders on record from which a customer pays on delivery"
    )

    @override
    def measure(self, view: FirmView) -> Floats:
        """Money spent with the firm."""
        return view.records.money

    @override
    def place(self, view: FirmView, known: Known) -> Percents:
        """Those who pay by their purchases, those who do not in a tier of their own."""
        doubtful = known & (view.standing.defaults >= self.least_defaults)
        tiers = super().place(view, known & ~doubtful)
        tiers[doubtful] = DOUBTFUL
        return tiers

    @override
    def last_tiers(self) -> tuple[TierTreatment, ...]:
        """The doubtful are treated as C is, but pay on delivery."""
        return (*super().last_tiers(), self.c.model_copy(update={"on_account": False}))
