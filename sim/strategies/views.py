"""What a firm may know when it decides: its own books, its estimates, and what is public."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from sim.phases import Phase

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class ProductView:
    """What a firm knows of one product of its own. Money in currency units."""

    on_sale: bool
    price: float
    """List price at present."""
    start_price: float
    """List price in the scenario file."""
    unit_cost: float
    readiness: float
    """Share of the development work that is done; 1 = could be launched."""
    years_on_sale: float | None = None
    """Time since it was put on sale; None if it never was."""


@dataclass(frozen=True)
class Records:
    """A firm's customer records, one entry per person in the market.

    People of whom the firm has no (usable) record have ``purchases`` 0. Shapes: [customers].
    """

    silence: Floats
    """Time since the last purchase on record, in the customer's own usual gaps."""
    purchases: Floats
    """Purchases on record."""
    money: Floats
    """Money spent with the firm, on record, in currency units."""
    contribution: Floats
    """What of it is left after cost of goods and sales, on record, in currency units; may be below 0."""
    tenure: Floats
    """Time since the first purchase on record, in years; 0 without any."""


@dataclass(frozen=True)
class Standing:
    """What else a firm's books say of its customers, for those with a usable record. Shapes: [customers]."""

    defaults: Floats
    """Orders that were never paid."""
    referred: Floats
    """Contribution on record of those whom the customer sent, in currency units."""


class MarketResearch(Protocol):
    """How a firm looks at people; built by perception, read once if at all."""

    def records(self) -> Records:
        """The firm's own customer records, as complete as its data quality allows."""

    def standing(self) -> Standing:
        """Unpaid orders and referrals on record; zeros where none are kept."""

    def spending(self) -> Floats:
        """Estimated yearly spending of everybody in the category, in currency units. Shape [customers]."""


@dataclass(frozen=True)
class FirmView:
    """All that a firm may know when it decides."""

    period: int
    years: float
    """Time since the start of the run."""
    periods_per_year: int
    phase: Phase
    """The firm's own online estimate of the phase of its sales."""
    market_phase: Phase
    """Online estimate of the category's phase, from published sales."""
    years_in_decline: float | None
    """Time since the firm first saw its own sales decline; None if it never did."""
    products: Mapping[str, ProductView]
    """Own products by generation, oldest first."""
    channels: Mapping[str, bool]
    """Channels of the market, and whether the firm's is open."""
    rival_prices: tuple[float, ...]
    """Mean list price of each rival with something on sale, last period."""
    stage_counts: tuple[int, ...]
    """Customers by relationship stage in the firm's own books, in the order of ``Stage``."""
    revenue: float
    """Revenue of the last period."""
    profit: float
    """Profit of the last period."""
    cash: float
    margin: float
    """Last period's contribution per unit sold, in currency units."""
    won: int
    """Customers won for the first time, last period."""
    lost: int
    """Customers lost, last period."""
    dependence: float = 0.0
    """Share of its trade sales that the firm would lose with its largest customers, 0..1."""
    research: MarketResearch | None = None

    @cached_property
    def records(self) -> Records:
        """The firm's own customer records; computed when first read."""
        assert self.research is not None, "this view comes without customer records"
        return self.research.records()

    @cached_property
    def standing(self) -> Standing:
        """Unpaid orders and referrals on record; computed when first read."""
        assert self.research is not None, "this view comes without customer records"
        return self.research.standing()

    @cached_property
    def spending(self) -> Floats:
        """Estimated spending of everybody in the category; computed when first read."""
        assert self.research is not None, "this view comes without market research"
        return self.research.spending()

    @property
    def customers(self) -> int:
        """Present customers in the firm's own books."""
        return sum(self.stage_counts[1:5])
