"""How a firm treats the tiers of its customers, and how many people are in each."""

import numpy as np
import numpy.typing as npt

from sim.agents.firms import Firm
from sim.strategies.base import Treatment
from sim.strategies.plans import MOST_TIERS

AS_USUAL = Treatment()


def treatments_of(firm: Firm) -> tuple[Treatment, ...]:
    """Treatment of every tier, those not named being treated as those in no tier."""
    given = firm.offers.treatments or (AS_USUAL,)
    return (*given, *(given[0],) * (MOST_TIERS - len(given)))


def heads_of(tiers: npt.NDArray[np.uint8]) -> list[int]:
    """People by tier, [MOST_TIERS]; one pass over bytes a tier is faster than counting them all at once."""
    return [int(np.count_nonzero(tiers == tier)) for tier in range(MOST_TIERS)]
