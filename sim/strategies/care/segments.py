"""Segments: clusters of customers who are alike in recency, frequency and money; offers go to whole clusters.

Source: Hughes (1994), "Strategic database marketing" (recency, frequency, money); Wedel & Kamakura (2000),
"Market segmentation" (clustering for segmentation).
"""

from typing import Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from sim.analytics.clustering import k_means, nearest
from sim.analytics.standardising import standardised
from sim.strategies.base import NO_OFFERS, FirmView, Offers, Records
from sim.strategies.care import CareStrategy
from sim.strategies.care.features import DECIMALS, offered, on_record, recency_frequency_money, sample
from sim.units import Ints, Money, PositiveCount, Share, Weight


class Segments(CareStrategy):
    """A personal offer to everybody in clusters that spend well and have become silent."""

    kind: Literal["segments"] = "segments"
    clusters: PositiveCount = Field(5, le=20, description="clusters that customers are sorted into")
    discount: Share = Field(0.15, description="share taken off the price for them")
    silence_from: Weight = Field(
        1.5, description="a cluster's mean silence, in own usual gaps, from which we worry"
    )
    silence_to: Weight = Field(
        5.0, description="a cluster's mean silence, in own usual gaps, from which we give up"
    )
    spending_from: Weight = Field(
        0.5,
        description="a cluster's mean money on record, relative to all customers', that is worth an offer",
    )
    contact_cost: Money = Field(0.0, description="money per offer made")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Offer to all in the clusters that are worth it."""
        records = view.records
        rows = on_record(records)
        if len(rows) == 0:
            return NO_OFFERS
        return Offers(
            personal=offered(len(records.purchases), rows[self._is_worth_it(records, rows)], self.discount),
            contact_cost=self.contact_cost,
        )

    def _is_worth_it(self, records: Records, rows: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """bool[m]: whether each customer's cluster gets the offer."""
        cluster = self.sorted_into(records, rows)
        heads = np.maximum(np.bincount(cluster, minlength=self.clusters), 1)
        silence, money = (
            np.round(np.bincount(cluster, figure[rows], self.clusters) / heads, DECIMALS)
            for figure in (records.silence, records.money)
        )
        spends = money >= self.spending_from * np.round(records.money[rows].mean(dtype=np.float64), DECIMALS)
        chosen = (silence >= self.silence_from) & (silence < self.silence_to) & spends
        return np.asarray(chosen[cluster])

    def sorted_into(self, records: Records, rows: Ints) -> Ints:
        """Cluster of each customer in `rows`, int64[m]."""
        figures = np.round(standardised(recency_frequency_money(records, rows)), DECIMALS)
        return nearest(figures, k_means(figures[sample(len(rows))], self.clusters))
