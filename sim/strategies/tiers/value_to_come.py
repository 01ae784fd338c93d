"""What a firm expects a customer to bring: contribution a year so far, as long as the customer may stay.

Source: Gupta, Lehmann & Stuart (2004), "Valuing customers"; the chance that a silent customer is still one:
Schmittlein, Morrison & Colombo (1987), "Counting your customers"; referrals: Kumar, Petersen & Leone (2010),
"Driving profitability by encouraging customer referrals".
"""

import numpy as np
from pydantic import Field

from sim.mechanisms.customers.referral import credited
from sim.strategies.base import FirmView, Floats, Records
from sim.units import PerYear, PositiveYears, Share, Spec

SHORTEST = 1.0
"""Years on record below which a yearly contribution would be guesswork; less counts as so much."""
MOST = 50.0
"""Exponent beyond which somebody is as good as gone."""


class ValueToCome(Spec):
    """How a firm values its customers."""

    discount: PerYear = Field(0.12, description="discount rate a year")
    leaving: PerYear = Field(0.2, description="rate a year at which the firm takes customers to leave")
    horizon: PositiveYears = Field(5.0, description="how far it looks")
    referral_credit: Share = Field(
        0.0, description="share of what those brought whom a customer sent that counts for the customer"
    )

    def of(self, view: FirmView) -> Floats:
        """Discounted contribution to come of everybody on record, float32[customers]; may be below 0."""
        records = view.records
        brought = records.contribution
        if self.referral_credit:
            brought = brought + credited(view.standing.referred, self.referral_credit)
        observed = np.maximum(np.minimum(records.tenure, view.years), SHORTEST)
        wear = self.discount + self.leaving
        years = (1.0 - np.exp(-wear * self.horizon)) / wear if wear else self.horizon
        value: Floats = (brought / observed * self.alive(records) * years).astype(np.float32)
        return value

    def alive(self, records: Records) -> Floats:
        """Chance that everybody on record is still a customer, float32[customers].

        With purchases at rate a and leaving at rate b the chance after a silence t is
        1 / (1 + b / (a + b) * (exp((a + b) t) - 1)); a is what the own rhythm says.
        """
        gap = np.maximum(records.tenure, 1e-3) / np.maximum(records.purchases, 1.0)
        left = self.leaving * gap
        odds = left / (1.0 + left) * np.expm1(np.minimum((1.0 + left) * records.silence, MOST))
        chance: Floats = np.where(records.purchases >= 1, 1.0 / (1.0 + odds), 0.0).astype(np.float32)
        return chance
