"""The whole state of a market, and the tables that pass between firms and compiled loops."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.agents.customers import Columns, Customers
from sim.agents.firms import Firm
from sim.agents.resellers import Resellers
from sim.phases import Recogniser
from sim.randomness import Luck
from sim.scenario.mechanisms import Rates
from sim.scenario.scenario import Scenario
from sim.state.costs import Costs
from sim.state.counts import Tally
from sim.state.ledger import Ledger
from sim.state.offers import Posted, Shelf
from sim.state.scratch import Paper


class Scene(NamedTuple):
    """Everything that a compiled loop over some customers reads and writes."""

    columns: Columns
    posted: Posted
    rates: Rates
    costs: Costs
    tally: Tally
    paper: Paper


@dataclass
class Market:
    """Everything that there is: customers, books, the time, and what happened last."""

    scenario: Scenario
    luck: Luck
    customers: Customers
    firms: tuple[Firm, ...]
    rates: Rates
    costs: Costs
    ledger: Ledger
    resellers: Resellers
    period: int = 0
    posted: Posted | None = None
    assortment: Shelf | None = None
    """Products on sale as they were last worked out."""
    shelf: Shelf | None = None
    """Offers as they were last worked out."""
    work: Any = None
    """What firms do for people and how they respond (`Work`), laid out for loops when first asked for."""
    tally: Tally | None = None
    category_experience: float = 0.7
    category: Recogniser = field(default_factory=lambda: Recogniser(12))
    threads: int = 1
    keeps_events: bool = False
    papers: list[Paper] = field(default_factory=list)
    """Scratch paper, a sheet a thread."""
    scenes: dict[int, Scene] = field(default_factory=dict)
    """What each thread worked on last."""

    @property
    def years(self) -> float:
        """Time since the start, at the beginning of the period."""
        return self.period * self.scenario.period_years

    @property
    def capacities(self) -> npt.NDArray[np.float64]:
        """float64[A]: sales that the channel of each offer can serve this period; inf = no limit."""
        assert self.posted is not None
        limits = [
            self._capacity(int(product), int(channel))
            for product, channel in zip(self.posted.offer_product, self.posted.offer_channel, strict=True)
        ]
        return np.array(limits, dtype=np.float64)

    def _capacity(self, product: int, channel: int) -> float:
        assert self.posted is not None
        spec = self.firms[int(self.posted.product_firm[product])].spec
        place = spec.channels.get(self.customers.channels[channel])
        a_year = place.capacity if place is not None else None
        return np.inf if a_year is None else a_year * spec.making.capacity * self.scenario.period_years
