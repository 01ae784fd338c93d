"""What strategies that use analytics compute from a firm's records before they fit anything."""

from typing import Final

import numpy as np

from sim.strategies.base import Percents, Records
from sim.units import Floats, Ints

MOST_CASES: Final = 10_000
"""A model is fitted on at most about so many customers, evenly spread over the file."""

DECIMALS: Final = 6
"""Scores are compared to so many decimals, because the last bits of linear algebra differ by processor."""


def on_record(records: Records, least_purchases: int = 1) -> Ints:
    """Rows of customers with at least so many purchases on record, int64[m]."""
    return np.flatnonzero(records.purchases >= least_purchases)


def sample(cases: int) -> slice:
    """At most about MOST_CASES of so many cases, evenly spread."""
    return slice(None, None, max(1, cases // MOST_CASES))


def recency_frequency_money(records: Records, rows: Ints) -> Floats:
    """float64[m, 3]: logs of 1 + silence in own gaps, of purchases, and of 1 + money spent."""
    return np.column_stack(
        [
            np.log1p(records.silence[rows].astype(np.float64)),
            np.log(records.purchases[rows].astype(np.float64)),
            np.log1p(records.money[rows].astype(np.float64)),
        ]
    )


def habits(records: Records, rows: Ints) -> Floats:
    """float64[m, 3]: logs of purchases, of 1 + money per purchase, and of 1 + tenure in years."""
    purchases = records.purchases[rows].astype(np.float64)
    return np.column_stack(
        [
            np.log(purchases),
            np.log1p(records.money[rows] / purchases),
            np.log1p(records.tenure[rows].astype(np.float64)),
        ]
    )


def offered(people: int, rows: Ints, discount: float) -> Percents:
    """uint8[people]: the discount in percent for those in `rows`, nothing for the others."""
    personal = np.zeros(people, dtype=np.uint8)
    personal[rows] = round(100 * discount)
    return personal
