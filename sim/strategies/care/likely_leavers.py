"""Likely leavers: an offer to those whom a fitted model says the firm is about to lose, if they are worth it.

How many customers of the same habits have fallen silent for good is learned by classification from the firm's
own file, anew every period; how long somebody has been silent is weighed against that by Bayes' rule.

Source: Neslin, Gupta, Kamakura, Lu & Mason (2006), "Defection detection" (logistic regression; whom to
contact depends on value, response and cost).
"""

from typing import Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from sim.analytics.classification import chances, fit_logistic
from sim.analytics.early_warning import chance_gone
from sim.analytics.standardising import standardised
from sim.strategies.base import NO_OFFERS, FirmView, Offers, Records
from sim.strategies.care import CareStrategy
from sim.strategies.care.features import DECIMALS, habits, offered, on_record, sample
from sim.units import Floats, Ints, Money, Positive, PositiveCount, PositiveYears, Share


class LikelyLeavers(CareStrategy):
    """A personal offer to the customers whose expected gain exceeds its cost, the highest gains first."""

    kind: Literal["likely_leavers"] = "likely_leavers"
    discount: Share = Field(0.15, description="share taken off the price for them")
    response: Share = Field(0.1, description="share of leavers whom an offer is expected to keep")
    horizon: PositiveYears = Field(1.0, description="time over which a customer who is kept is counted")
    lost_after: Positive = Field(
        4.0, description="silence, in own usual gaps, from which a customer counts as gone"
    )
    least_purchases: PositiveCount = Field(2, description="purchases on record from which habits can be told")
    most: Share = Field(0.2, description="share of those on record who get an offer at most")
    contact_cost: Money = Field(0.0, description="money per offer made")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Offer where the expected gain is positive."""
        records = view.records
        rows = on_record(records, self.least_purchases)
        room = int(self.most * len(rows))
        if room == 0:
            return NO_OFFERS
        gain = np.round(self.expected_gain(records, rows, self.risk(records, rows)), DECIMALS)
        present = records.silence[rows] < self.lost_after
        gain = np.where(present, gain, 0.0)
        # The file's own order settles ties.
        first = np.argsort(-gain, kind="stable")[:room]
        return Offers(
            personal=offered(len(records.purchases), rows[first[gain[first] > 0.0]], self.discount),
            contact_cost=self.contact_cost,
        )

    def risk(self, records: Records, rows: Ints) -> Floats:
        """Chance that each customer in `rows` is leaving or gone, float64[m]."""
        figures = standardised(habits(records, rows))
        silence = records.silence[rows].astype(np.float64)
        some = sample(len(rows))
        weights = fit_logistic(figures[some], (silence[some] >= self.lost_after).astype(np.float64))
        return chance_gone(silence, chances(weights, figures))

    def expected_gain(self, records: Records, rows: Ints, risk: Floats) -> Floats:
        """What an offer brings less what it costs, float64[m], in currency units.

        Leavers who respond bring their yearly contribution over the horizon. They, and all who would have
        stayed anyway, take the discount off their next purchase.
        """
        purchases, tenure = records.purchases[rows], np.maximum(records.tenure[rows], 1.0)
        kept = risk * self.response
        brought = kept * self.horizon * records.contribution[rows] / tenure
        given = (1.0 - risk + kept) * self.discount * records.money[rows] / purchases
        return np.asarray(brought - given - self.contact_cost, dtype=np.float64)
