"""The event log of a period: every purchase, wait, leaving, contact, loss and word, one row each.

Kept only if asked for; from it an outsider can compute every count of the tables again.
"""

import numpy as np
import numpy.typing as npt

from sim.market import EVENT_COLUMNS, LOSS, PRAISE, WARNING, Market
from sim.mechanisms.crm.relationship_stages import ATTRACTION, LOST

Rows = npt.NDArray[np.int64]
NO_EVENTS: Rows = np.empty((0, len(EVENT_COLUMNS)), dtype=np.int64)


def events_of(market: Market, stages_before: npt.NDArray[np.uint8]) -> Rows:
    """Events of the period, int64[rows, EVENT_COLUMNS]; names are indices, -1 = none."""
    tally, columns = market.tally, market.customers.columns
    assert tally is not None
    traded = tally.events[: tally.logged[0]]
    lost = (columns.stage == LOST) & (stages_before != LOST) & (stages_before != ATTRACTION)
    firms, people = np.nonzero(lost)
    tone = (columns.telling >> 1) & 3
    return np.concatenate(
        [
            traded,
            _rows(LOSS, people, firms),
            *(
                _rows(event, np.nonzero(tone == sign)[0], (columns.telling >> 3)[tone == sign])
                for event, sign in ((PRAISE, 1), (WARNING, 2))
            ),
        ]
    )


def _rows(event: int, people: npt.NDArray[np.int64], firms: npt.NDArray[np.integer]) -> Rows:
    rows = np.full((len(people), len(EVENT_COLUMNS)), -1, dtype=np.int64)
    rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3] = event, people, 0, firms
    rows[:, 6:9] = 0
    return rows
