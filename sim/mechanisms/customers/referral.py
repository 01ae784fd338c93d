"""Referral: who was told of a firm by a satisfied customer, and buys there, is known as sent by them.

A recommendation matches people to firms and carries over some of the friend's attachment, so the referred
begin more loyal; what they contribute may count, in part, for the one who sent them.
Source: Schmitt, Skiera & Van den Bulte (2011), "Referral programs and customer value" (better matching and
social enrichment); the credit: Kumar, Petersen & Leone (2010), "Driving profitability by encouraging
customer referrals".
"""

from typing import ClassVar, NamedTuple

import numpy as np
import numpy.typing as npt
from pydantic import Field
from typing_extensions import override

from sim.mechanisms.base import Mechanism, Setting
from sim.units import Share, Weight


class ReferralInPeriod(NamedTuple):
    """What comes of a recommendation."""

    is_on: bool
    """Whether those who refer are credited."""
    enrichment: float


class Referral(Mechanism):
    """What comes of a recommendation. Off: nobody knows who sent whom, and the referred are like others."""

    row: ClassVar[str] = "B4"
    enrichment: Share = Field(
        0.3, description="share of missing attitudinal loyalty that a referred customer begins with"
    )
    matching: Weight = Field(
        0.25, description="logits for the firm, for good, because friends know whom it suits"
    )

    @override
    def in_period(self, setting: Setting) -> ReferralInPeriod:
        return ReferralInPeriod(is_on=self.is_on, enrichment=self.strength * self.enrichment)


def credited(referred: npt.NDArray[np.float32], credit: float) -> npt.NDArray[np.float32]:
    """What counts for each customer of the contribution of those referred; losses are not passed on.

    Parameters
    ----------
    referred : float32[customers]
        Contribution of those whom each one sent, in currency units.
    credit
        Share of it that counts for the one who sent them, 0..1.
    """
    return np.maximum(referred, np.float32(0)) * np.float32(credit)
