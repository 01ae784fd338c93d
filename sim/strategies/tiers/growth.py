"""Growth: most valuable customers in tier A, most growable ones in B, the rest in C, below zero apart.

Source: Peppers, Rogers & Dorf (1999), "The one to one fieldbook" (most valuable, most growable, below zero).
"""

from typing import Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Floats, Percents
from sim.strategies.tiers.ranking import Known, RankedTiers, ranked
from sim.strategies.tiers.value_to_come import ValueToCome
from sim.units import Share


class GrowthTiers(RankedTiers):
    """Tier A holds the most valuable, tier B those of the others with most to win."""

    kind: Literal["growth"] = "growth"
    value: ValueToCome = Field(ValueToCome(), description="how customers are valued")
    ending: Share = Field(0.3, description="surcharge on those below zero, so that they pay or go; 0 = none")

    @override
    def measure(self, view: FirmView) -> Floats:
        """Discounted contribution to come."""
        return self.value.of(view)

    def to_win(self, view: FirmView) -> Floats:
        """What customers spend elsewhere, as far as one can guess, in currency units, float32[customers]."""
        elsewhere: Floats = np.maximum(view.spending - view.records.money, np.float32(0))
        return elsewhere

    @override
    def place(self, view: FirmView, known: Known) -> Percents:
        """The most valuable first; the others by what is still to be won of their spending."""
        tiers = ranked(self.measure(view), known, (self.a_share,))
        others = tiers == 2
        among_others = min(self.b_share / max(1.0 - self.a_share, 1e-9), 1.0)
        growable = ranked(self.to_win(view), others, (among_others,))
        tiers[others] = 1 + growable[others]
        return tiers
