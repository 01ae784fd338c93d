"""What a strategy is given (``FirmView``), what it may do (``Offers``), and the contract between them.

A strategy is a small frozen class whose fields are the keys of the scenario file. It sees only
the firm's own records and what is public, and equal views give equal offers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from sim.phases import Phase
from sim.strategies.plans import (
    CallCentrePlan,
    ChannelPlan,
    ProgrammePlan,
    RoutePlan,
    ServicePlan,
    TradePlan,
    Treatment,
)
from sim.units import Spec

__all__ = [
    "COURTING",
    "NO_OFFERS",
    "CallCentrePlan",
    "ChannelPlan",
    "FirmView",
    "Floats",
    "MarketResearch",
    "Offers",
    "Percents",
    "ProductView",
    "ProgrammePlan",
    "Records",
    "RoutePlan",
    "ServicePlan",
    "Standing",
    "Strategy",
    "TradePlan",
    "Treatment",
    "to_those",
]

Floats = npt.NDArray[np.float32]
Percents = npt.NDArray[np.uint8]


COURTING: Final = 128
"""Added to a personal discount that is made to court; one made to care for an own customer goes without."""


class Strategy(Spec):
    """One decision of a firm, taken anew every period."""

    def decide(self, view: "FirmView") -> "Offers":
        """What the firm does this period, judging by what it sees. The default does nothing."""
        del view
        return NO_OFFERS


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


@dataclass(frozen=True)
class Offers:
    """All that a firm may do in a period. Money in currency units for the period."""

    prices: Mapping[str, float] = field(default_factory=dict)
    """New list prices by generation."""
    promotion: float = 0.0
    """Share taken off every list price this period, for everybody."""
    launch: frozenset[str] = frozenset()
    """Generations to put on sale, if they are ready."""
    advertising: float = 0.0
    acquisition: float = 0.0
    retention: float = 0.0
    win_back: float = 0.0
    improvement: float = 0.0
    """Research on products on sale."""
    next_generation: float = 0.0
    """Research on the next generation."""
    channels: Mapping[str, ChannelPlan] = field(default_factory=dict)
    routes: Mapping[str, RoutePlan] = field(default_factory=dict)
    """Routes and brands for groups of customers, by name."""
    joining: float = 0.0
    """For joining channels, so that each knows what the others were told."""
    personal: Percents | None = None
    """Personal discounts in percent, [customers]; 0 = none; with COURTING added if made to court."""
    contact_cost: float = 0.0
    """Money per personal offer made."""
    tiers: Percents | None = None
    """Tier of every customer, [customers], 0 = none; None = no tiers."""
    treatments: tuple[Treatment, ...] = ()
    """How each tier is treated, from tier 0 on; tiers beyond are treated like tier 0."""
    personalisation: float = 0.0
    """How deeply offers are made to measure, 0..1."""
    personalisation_cost: float = 0.0
    """Money for that per customer."""
    forget: bool = False
    """Throw away all that was learnt about customers."""
    conversion: float = 0.0
    """For taking existing customers along to a new generation."""
    objection_management: float = 0.0
    """For taking up complaints and tracing them to their cause."""
    need_sensing: float = 0.0
    """For asking customers what they want."""
    field_research: float = 0.0
    """Share of research people who are placed with customers."""
    reward: float = 0.0
    """Share of spending that a loyalty programme promises its members."""
    recovery: float = 0.0
    """Money per complaint that is answered; 0 = complaints are met with silence."""
    call_centre: CallCentrePlan | None = None
    """Who answers calls; None = as many as it takes."""
    service: ServicePlan | None = None
    """What is spent on human, business and hidden service; None = nothing."""
    programme: ProgrammePlan | None = None
    """The CRM programme that is under way."""
    volume_pay: float = 0.0
    """Variable pay of salespeople for their own volume."""
    success_pay: float = 0.0
    """Variable pay of salespeople for the success of their customers."""
    trade: TradePlan | None = None
    """How the trade is supplied; None = on usual terms through the channels."""

    def __or__(self, other: "Offers") -> "Offers":
        """Both together: budgets add up, later prices and plans overrule, the larger discount counts."""
        if self is NO_OFFERS or other is NO_OFFERS:
            return other if self is NO_OFFERS else self
        return Offers(
            prices={**self.prices, **other.prices},
            promotion=max(self.promotion, other.promotion),
            launch=self.launch | other.launch,
            advertising=self.advertising + other.advertising,
            acquisition=self.acquisition + other.acquisition,
            retention=self.retention + other.retention,
            win_back=self.win_back + other.win_back,
            improvement=self.improvement + other.improvement,
            next_generation=self.next_generation + other.next_generation,
            channels={**self.channels, **other.channels},
            routes={**self.routes, **other.routes},
            joining=self.joining + other.joining,
            personal=_larger(self.personal, other.personal),
            contact_cost=max(self.contact_cost, other.contact_cost),
            tiers=self.tiers if other.tiers is None else other.tiers,
            treatments=other.treatments or self.treatments,
            personalisation=max(self.personalisation, other.personalisation),
            personalisation_cost=max(self.personalisation_cost, other.personalisation_cost),
            forget=self.forget or other.forget,
            conversion=self.conversion + other.conversion,
            objection_management=self.objection_management + other.objection_management,
            need_sensing=self.need_sensing + other.need_sensing,
            field_research=max(self.field_research, other.field_research),
            reward=max(self.reward, other.reward),
            recovery=max(self.recovery, other.recovery),
            call_centre=other.call_centre or self.call_centre,
            service=other.service or self.service,
            programme=self.programme if other.programme is None else other.programme,
            volume_pay=self.volume_pay + other.volume_pay,
            success_pay=self.success_pay + other.success_pay,
            trade=other.trade or self.trade,
        )


NO_OFFERS: Final = Offers()
"""What a firm does that does nothing; most strategies of most firms, so it is worth knowing at sight."""


def to_those(chosen: npt.NDArray[np.bool_], discount: float) -> Percents:
    """A personal discount (a share) in percent for those who are chosen, nothing for the others."""
    personal: Percents = chosen * np.uint8(round(100 * discount))
    return personal


def _larger(a: Percents | None, b: Percents | None) -> Percents | None:
    if a is None or b is None:
        return b if a is None else a
    return np.maximum(a, b)
