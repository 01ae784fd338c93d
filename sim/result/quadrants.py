"""Loyalty x value: each firm's customers placed on both axes.

Loyal is who is more attached than the firm's median customer; valuable is who brought more than it.
Source: Reinartz & Kumar (2002), "The mismanagement of customer loyalty" (whose names the quadrants bear).
"""

import numpy as np
import numpy.typing as npt

from sim.agents.customers import Columns
from sim.mechanisms.crm.relationship_stages import is_customer

QUADRANTS = ("friends", "barnacles", "butterflies", "strangers")
"""Loyal and valuable, loyal only, valuable only, neither."""
NO_CUSTOMER = -1


def quadrant_of(columns: Columns, firm: int) -> npt.NDArray[np.int8]:
    """Quadrant of everybody with one firm, int8[customers]: an index into QUADRANTS, or NO_CUSTOMER."""
    served = np.asarray(is_customer(columns.stage[firm]))
    if not served.any():
        return np.full(len(served), NO_CUSTOMER, dtype=np.int8)
    loyalty, contribution = columns.loyalty[firm], columns.contribution[firm]
    is_less_loyal = loyalty <= np.median(loyalty[served])
    quadrant = 1 * (contribution <= np.median(contribution[served])) + 2 * is_less_loyal
    return np.where(served, quadrant, NO_CUSTOMER).astype(np.int8)


def quadrant_counts(columns: Columns, firm: int) -> npt.NDArray[np.int64]:
    """Customers of one firm by quadrant, and what they brought so far.

    Returns
    -------
    int64[4, 3]
        Customers, contribution and revenue (cents) of each of QUADRANTS.
    """
    quadrant = quadrant_of(columns, firm)
    counts = np.zeros((len(QUADRANTS), 3), dtype=np.int64)
    for at in range(len(QUADRANTS)):
        there = quadrant == at
        counts[at] = there.sum(), columns.contribution[firm][there].sum(), columns.money[firm][there].sum()
    return counts
