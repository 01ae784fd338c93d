"""Firms and the market learn from the sales of the period."""

from sim.phases import Phase
from sim.state.counting import FIXED_POINT
from sim.state.counts import FELT, FELT_COUNT
from sim.state.market import Market


def firms_learn(market: Market) -> None:
    """Phases are recognised from sales so far; the category's mean experience becomes the standard.

    Writes: firms, market.
    """
    tally = market.tally
    assert tally is not None
    for firm in market.firms:
        if firm.is_active:
            phase = firm.recogniser.observe(int(tally.units[firm.index].sum()))
            if phase is Phase.DECLINE and firm.decline_since is None:
                firm.decline_since = market.period + 1
    market.category.observe(int(tally.units.sum()))
    if tally.market[FELT_COUNT]:
        market.category_experience = float(tally.market[FELT]) / FIXED_POINT / float(tally.market[FELT_COUNT])
