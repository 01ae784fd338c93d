"""The contract of all strategies, and all that one needs: what it is given and what it may do.

A strategy is a small frozen class whose fields are the keys of the scenario file. It sees only
the firm's own records and what is public, and equal views give equal offers.
"""

from sim.strategies.offers import COURTING, NO_OFFERS, Offers, Percents, to_those
from sim.strategies.plans import (
    CallCentrePlan,
    ChannelPlan,
    ProgrammePlan,
    RoutePlan,
    ServicePlan,
    TradePlan,
    Treatment,
)
from sim.strategies.views import FirmView, Floats, MarketResearch, ProductView, Records, Standing
from sim.units import Spec

__all__ = [
    "COURTING",
    "NO_OFFERS",
    "CallCentrePlan",
    "ChannelPlan",
    "FirmView",
    "Floats",
    "MarketResearch",
    "Offers",
    "Percents",
    "ProductView",
    "ProgrammePlan",
    "Records",
    "RoutePlan",
    "ServicePlan",
    "Standing",
    "Strategy",
    "TradePlan",
    "Treatment",
    "to_those",
]


class Strategy(Spec):
    """One decision of a firm, taken anew every period."""

    def decide(self, view: FirmView) -> Offers:
        """What the firm does this period, judging by what it sees. The default does nothing."""
        del view
        return NO_OFFERS
