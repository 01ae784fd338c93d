"""What all tier strategies share: customers ranked by some measure, cut into tiers, each treated its own way.

Source: Zeithaml, Rust & Lemon (2001), "The customer pyramid: creating and serving profitable customers".
"""

import numpy as np
import numpy.typing as npt
from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Floats, Offers, Percents, Strategy, Treatment
from sim.units import Count, Money, Share, Spec


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


class Tiered(Strategy):
    """Customers in tiers A, B and C by some measure of their own records."""

    a_share: Share = Field(0.2, description="share of customers in tier A, the highest by the measure")
    b_share: Share = Field(0.3, description="share of customers in tier B, the next")
    a: TierTreatment = TierTreatment()
    b: TierTreatment = TierTreatment()
    c: TierTreatment = TierTreatment()

    def measure(self, view: FirmView) -> Floats:
        """What customers are ranked by, float32[customers]."""
        raise NotImplementedError

    @override
    def decide(self, view: FirmView) -> Offers:
        """Rank those on record, cut them into tiers, and treat each tier its own way."""
        known = view.records.purchases >= 1
        return Offers(
            tiers=ranked(self.measure(view), known, (self.a_share, self.b_share)),
            treatments=(
                Treatment(),
                *(tier.for_period(view.periods_per_year) for tier in (self.a, self.b, self.c)),
            ),
        )


def ranked(measure: Floats, known: npt.NDArray[np.bool_], shares: tuple[float, ...]) -> Percents:
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
        Equals get the tier of the best of them, so that the order of people decides nothing.
    """
    tiers = np.where(known, len(shares) + 1, 0).astype(np.uint8)
    values = np.sort(measure[known])[::-1]
    people = len(values)
    for tier, share in reversed([*enumerate(np.cumsum(shares).tolist(), 1)]):
        count = round(share * people)
        if count:
            tiers[known & (measure >= values[min(count, people) - 1])] = tier
    return tiers
