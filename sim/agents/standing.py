"""What a firm's books say of unpaid orders and of who sent whom, as far as its records are usable."""

import numpy as np

from sim.agents.customers import Array, Columns
from sim.strategies.base import Floats, Records, Standing


def standing_of(columns: Columns, firm: int, records: Records) -> Standing:
    """Unpaid orders and referrals on record with one firm."""
    usable = records.purchases > 0
    return Standing(defaults=_defaults(columns, firm, usable), referred=_referred(columns, firm, records))


def _defaults(columns: Columns, firm: int, usable: Array) -> Floats:
    """Orders never paid, float32[n]; zeros if everybody pays."""
    if not columns.defaults.shape[1]:
        return np.zeros(len(usable), dtype=np.float32)
    return np.where(usable, columns.defaults[firm], 0).astype(np.float32)


def _referred(columns: Columns, firm: int, records: Records) -> Floats:
    """Contribution of those whom each customer sent, float32[n]; both must be on record."""
    people = len(records.purchases)
    if not columns.referrer.shape[1]:
        return np.zeros(people, dtype=np.float32)
    usable, referrer = records.purchases > 0, columns.referrer[firm]
    known = usable & (referrer >= 0)
    known[known] &= usable[referrer[known]]
    sums = np.bincount(referrer[known], weights=records.contribution[known], minlength=people)
    return sums.astype(np.float32)
