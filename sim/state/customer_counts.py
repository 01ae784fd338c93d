"""How many people a firm has by last period's books, for money by the head."""

import numpy as np
import numpy.typing as npt

from sim.agents.firms import Firm
from sim.mechanisms.crm.relationship_stages import ATTRACTION, LOST, WELCOME, is_customer
from sim.state.counts import STAGES
from sim.state.market import Market


def heads(market: Market, firm: int) -> tuple[int, int, int]:
    """Strangers, customers and lost customers of a firm by last period's books; at least 1 each."""
    if market.tally is None:
        return max(len(market.customers), 1), 1, 1
    counts = market.tally.stages[firm]
    return max(int(counts[ATTRACTION]), 1), max(customers_of(market, firm), 1), max(int(counts[LOST]), 1)


def customers_of(market: Market, firm: int) -> int:
    """Present customers of a firm by last period's books; none before there are any."""
    return 0 if market.tally is None else int(market.tally.stages[firm][WELCOME:LOST].sum())


def present(market: Market, firm: Firm) -> npt.NDArray[np.int64]:
    """Present customers of a firm by segment, by last period's books, or as the market begins; int64[S]."""
    if market.tally is not None:
        counted: npt.NDArray[np.int64] = market.tally.segment_customers[firm.index]
        return counted
    columns = market.customers.columns
    is_present = np.array([is_customer(stage) for stage in range(STAGES)])[columns.stage[firm.index]]
    return np.bincount(columns.segment[is_present], minlength=len(market.scenario.segments))
