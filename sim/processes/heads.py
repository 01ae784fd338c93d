"""How many people a firm has by last period's books, for money by the head."""

from sim.market import Market
from sim.mechanisms.crm.relationship_stages import ATTRACTION, LOST, WELCOME


def heads(market: Market, firm: int) -> tuple[int, int, int]:
    """Strangers, customers and lost customers of a firm by last period's books; at least 1 each."""
    if market.tally is None:
        return max(len(market.customers), 1), 1, 1
    counts = market.tally.stages[firm]
    return max(int(counts[ATTRACTION]), 1), max(customers_of(market, firm), 1), max(int(counts[LOST]), 1)


def customers_of(market: Market, firm: int) -> int:
    """Present customers of a firm by last period's books; none before there are any."""
    return 0 if market.tally is None else int(market.tally.stages[firm][WELCOME:LOST].sum())
