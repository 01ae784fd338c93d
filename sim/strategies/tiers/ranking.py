"""What all tier strategies share: customers ranked by some measure, cut into tiers, each treated its own way.

Source: Zeithaml, Rust & Lemon (2001), "The customer pyramid: creating and serving profitable customers";
ending what has no prospects: Haenlein & Kaplan (2009), "Unprofitable customers and their management".
"""

import numpy as np
import numpy.typing as npt
from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Floats, Offers, Percents, Treatment
from sim.strategies.tiers import TierStrategy
from sim.units import Count, Money, Share, Spec, Weight

Known = npt.NDArray[np.bool_]
UNPROFITABLE = 4
"""Tier of those who cost more than they bring; 5 is left to strategies with a tier of their own."""


class TierTreatment(Spec):
    """How one tier is treated. Money in currency units per customer a year."""

    care: Money = Field(0.0, description="money per customer a year for the relationship")
    service: Money = Field(0.0, description="money per customer a year for privileged service")
    surcharge: Share = Field(0.0, description="share added to every price")
    priority: Count = Field(0, description="place in the queue; higher is served first")
    on_account: bool = Field(True, description="whether orders may be paid later")

    def for_period(self, periods_per_year: int) -> Treatment:
        """The treatment of one period."""
        return Treatment(
            care=self.care / periods_per_year,
            service=self.service / periods_per_year,
            surcharge=self.surcharge,
            priority=self.priority,
            on_account=self.on_account,
        )


class Promotion(Spec):
    """An offer to those just below a cut-off, so that they buy their way up: C to B, B to A."""

    within: Share = Field(0.0, description="share of tiers B and C, the best of each, that get it")
    discount: Share = Field(0.0, description="share taken off the price for them")
    contact_cost: Money = Field(0.0, description="money per offer made")


class RankedTiers(TierStrategy):
    """Customers in tiers A, B and C by some measure of their own records."""

    a_share: Share = Field(0.2, description="share of customers in tier A, the highest by the measure")
    b_share: Share = Field(0.3, description="share of customers in tier B, the next")
    a: TierTreatment = Field(TierTreatment(), description="how tier A is treated")
    b: TierTreatment = Field(TierTreatment(), description="how tier B is treated")
    c: TierTreatment = Field(TierTreatment(), description="how tier C is treated")
    silence_to: Weight = Field(
        5.0, description="silence, in own usual gaps, from which somebody is in no tier any more"
    )
    promotion: Promotion = Field(Promotion(), description="an offer to those just below a cut-off")
    ending: Share = Field(
        0.0,
        description="surcharge on those who cost more than they bring, so that they pay or go; 0 = none",
    )

    def measure(self, view: FirmView) -> Floats:
        """What customers are ranked by, float32[customers]."""
        raise NotImplementedError

    def place(self, view: FirmView, known: Known) -> Percents:
        """Tier 1 (A), 2 (B) or 3 (C) of everybody known, 0 of the others, uint8[customers]."""
        return ranked(self.measure(view), known, (self.a_share, self.b_share))

    def last_tiers(self) -> tuple[TierTreatment, ...]:
        """How tier 4, those who cost more than they bring, and any further tier are treated."""
        return (TierTreatment(surcharge=self.ending),)

    @override
    def decide(self, view: FirmView) -> Offers:
        """Rank those on record, cut them into tiers, and treat each tier its own way."""
        records = view.records
        known = (records.purchases >= 1) & (records.silence < self.silence_to)
        tiers = self.place(view, known)
        if self.ending > 0.0:
            tiers[known & (records.contribution < 0)] = UNPROFITABLE
        treated = (self.a, self.b, self.c, *self.last_tiers())
        return Offers(
            tiers=tiers,
            treatments=(Treatment(), *(tier.for_period(view.periods_per_year) for tier in treated)),
            personal=self._promoted(view, tiers),
            contact_cost=self.promotion.contact_cost,
        )

    def _promoted(self, view: FirmView, tiers: Percents) -> Percents | None:
        """A discount for the best of tiers B and C, in percent; None if there is no such offer."""
        if not (self.promotion.within and self.promotion.discount):
            return None
        measure, offered = self.measure(view), np.zeros(len(tiers), dtype=np.uint8)
        for tier in (2, 3):
            best = ranked(measure, tiers == tier, (self.promotion.within,)) == 1
            offered[best] = round(100 * self.promotion.discount)
        return offered


def ranked(measure: Floats, known: Known, shares: tuple[float, ...]) -> Percents:
    """Tiers 1, 2, ... of people by a measure, highest first; 0 = not known.

    Parameters
    ----------
    measure : float32[customers]
    known : bool[customers]
        Whom the firm has on record; only they are ranked.
    shares
        Part of them in each tier but the last, which takes the rest.

    Returns
    -------
    uint8[customers]
        Equals get the tier of the last of them: nobody is set above others without a record of being better,
        and the order of people decides nothing.
    """
    above = np.zeros(len(measure), dtype=np.uint8)
    # Compressing is several times faster than indexing by a mask.
    values = np.sort(np.compress(known, measure))[::-1]
    for share in np.cumsum(shares).tolist():
        count = round(share * len(values))
        above += measure > values[count] if count < len(values) else known
    return known * (np.uint8(len(shares) + 1) - above)
