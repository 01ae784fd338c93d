"""What is kept of how firms practise CRM: records, calls, programmes, knowledge, stock on shelves, trade."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from sim.agents.firms import Firm
from sim.agents.resellers import Resellers
from sim.state.ledger import cents
from sim.state.market import Market
from sim.units import Floats


def _waited(firm: Firm) -> float:
    """Mean minutes over callers; of all tiers alike where nobody called."""
    return float(firm.calls.minutes.max())


PRACTICE: Final[Mapping[str, Callable[[Firm], float]]] = {
    "data_quality": lambda firm: firm.data_quality,
    "integration": lambda firm: firm.integration,
    "call_load": lambda firm: firm.calls.load,
    "wait_minutes": _waited,
    "backlog": lambda firm: float(firm.calls.left.sum()),
    "given_up": lambda firm: float(firm.calls.given_up.max()),
    "programme_progress": lambda firm: firm.programme.progress,
    "programme_capability": lambda firm: firm.programme.capability,
    "needs_known": lambda firm: firm.known,
    "latent_needs_known": lambda firm: firm.discovered,
}
"""Numbers of a firm by what they are called in the table of practice."""

OF_THE_TRADE: Final[Mapping[str, Callable[[Resellers], Floats]]] = {
    "sold_on": lambda resellers: resellers.sold_on.sum(axis=1),
    "stocked": lambda resellers: resellers.stocked.sum(axis=1),
    "cooperation": lambda resellers: resellers.cooperation.max(axis=1),
    "dependence": lambda resellers: resellers.dependence.copy(),
    "demanded": lambda resellers: resellers.demanded.copy(),
}
"""The same of what trade customers did, float64[firms]."""


def practice_of(market: Market) -> dict[str, Any]:
    """By name: float64[firms], and cents for courting that went to own customers, int64[firms]."""
    numbers = {name: np.array([read(firm) for firm in market.firms]) for name, read in PRACTICE.items()}
    twice = [cents(firm.courted_twice) for firm in market.firms]
    shelves = market.resellers
    numbers |= {name: read(shelves) for name, read in OF_THE_TRADE.items()}
    return {**numbers, "courted_twice": np.array(twice, dtype=np.int64)}
