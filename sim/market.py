"""The whole state of a market, and the tables that pass between firms and compiled loops."""

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.agents.customers import Columns, Customers
from sim.agents.firms import Firm
from sim.ledger import Ledger
from sim.phases import Recogniser
from sim.randomness import Luck
from sim.rates import Rates
from sim.scenario import Scenario

STAGES = 6
TILE: Final = 4096
"""Customers whose columns stay in the processor's cache while several processes run over them."""


class Posted(NamedTuple):
    """What firms offer this period.

    P = products on sale, A = offers (product x channel), F = firms, K = needs.
    """

    period: int
    years: float
    category_experience: float
    """Mean experience that the category gave last period, 0..1."""
    product_firm: Any
    product_generation: Any
    attribute: Any
    """float64[P, K]: position of each product in need space."""
    quality: Any
    defects: Any
    offer_product: Any
    offer_channel: Any
    offer_key: Any
    """uint64[A]: key of the luck that belongs to the offer, whatever else is on offer."""
    waiting_key: int
    log_price: Any
    """float64[A]: log of price over reference price."""
    price_cents: Any
    list_cents: Any
    service: Any
    """float64[A]: quality of the channel's service."""
    utility: Any
    """float64[A]: logits that are the same for everybody."""
    served: Any
    """float64[A]: share of contacts that are served; the rest are turned away by lot."""
    pull: Any
    """float64[F, 6]: logits by firm and relationship stage."""
    touch: Any
    """float64[F, 6]: share of missing awareness added, by firm and stage."""
    bond: Any
    """float64[F, 6]: share of missing attitudinal loyalty added, by firm and stage."""
    active: Any
    """uint8[F]: 1 while a firm is in the market."""
    log_discount: Any
    """float64[101]: log(1 - percent / 100)."""
    keys: Any
    """uint64[decisions + 1]: key by decision for this period."""
    dropout_key: Any
    """uint64: key of everybody's own chance to leave for good, the same in every period."""


class Tally(NamedTuple):
    """What happened, in whole numbers, so that blocks and threads add up to the same. int64 throughout."""

    units: Any
    """[F, S, C]"""
    revenue: Any
    """[F, S, C] cents."""
    discount: Any
    """[F] cents."""
    source_units: Any
    """[F, 3, F + 1]: to new, kept, won-back customers, by their supplier before (last = none)."""
    source_revenue: Any
    """[F, 3, F + 1] cents."""
    segment_customers: Any
    """[F, S]"""
    generation_units: Any
    """[F, S, G]"""
    switching: Any
    """[F + 1, F + 1]: purchases by supplier before (last = none) and after."""
    stages: Any
    """[F, 6]"""
    won: Any
    """[F, S]; so are the next two."""
    lost: Any
    won_back: Any
    satisfaction: Any
    """[F]: sum over customers, in 1/65536."""
    loyalty: Any
    """[F]: sum over customers, in 1/65536."""
    praise: Any
    warnings: Any
    asked: Any
    """[A]: contacts per offer, when capacity has to be shared out."""
    turned_away: Any
    """[F, C]"""
    events: Any
    """[rows, 10]: what happened to whom, one row each (EVENT_COLUMNS); no rows unless events are kept."""
    logged: Any
    """[1]: rows of events in use."""
    market: Any
    """[8]: occasions, waited, first purchases, owners, experience in 1/65536, experiences, left,
    dropped out."""


EVENT_COLUMNS = (
    "event",
    "customer",
    "occasion",
    "firm",
    "generation",
    "channel",
    "units",
    "amount_cents",
    "list_cents",
    "origin",
)
EVENTS = ("purchase", "waited", "left", "turned_away", "contact", "lost", "praise", "warning", "dropped_out")
PURCHASE, WAITING, LEAVING, TURNED_AWAY, CONTACT, LOSS, PRAISE, WARNING, DROPPING_OUT = range(9)
KINDS: Final = ("new", "kept", "won_back")
"""Kinds of buyers: the firm's first sale to them, its customers, those it had lost."""
NEW, KEPT, WON_BACK = range(3)
OCCASIONS, WAITED, FIRST, OWNERS, FELT, FELT_COUNT, LEFT, DROPPED_OUT = range(8)


class Paper(NamedTuple):
    """Scratch paper for the customers of one tile. K = needs, C = channels; [TILE] unless said otherwise.

    Those concerned by a process are lined up; what it needs to know of them is gathered, worked on
    eight at a time, and written back.
    """

    owners: Any
    """int64: neighbours who own one, by customer of the tile."""
    concerned: Any
    """uint8: 1 for the customers of the tile who are to be lined up."""
    person: Any
    """uint64[TILE + 1]: who is in line. Without a sign, here and below: no index counts from the end."""
    listener: Any
    """uint64[TILE * degree + 1]: who hears a message."""
    message: Any
    """uint64[TILE * degree + 1]: what it says."""
    who: Any
    """uint64: number of the occasion for which people are in line."""
    choice: Any
    """int64: the best offer so far."""
    supplier: Any
    """int64."""
    wanted: Any
    """float64[K, TILE]: ideal point today."""
    liking: Any
    """float64[C, TILE]."""
    stickiness: Any
    """float64, as all that follow unless said otherwise."""
    utility: Any
    sensitivity: Any
    discount: Any
    arrived: Any
    time: Any
    """Arrival of the best offer so far."""
    attitude: Any
    distance: Any
    rate: Any
    customer: Any
    """uint64: who has an experience, one a customer."""
    product: Any
    """int64: with which product."""
    moment: Any
    """uint64: number of the experience."""
    quality: Any
    defects: Any
    felt: Any
    expected: Any
    satisfied: Any


def new_paper(columns: Columns) -> Paper:
    """Empty scratch paper."""
    shapes = {
        "person": (TILE + 1,),
        "listener": (TILE * columns.neighbours.shape[1] + 1,),
        "message": (TILE * columns.neighbours.shape[1] + 1,),
        "wanted": (len(columns.ideal), TILE),
        "liking": (len(columns.channel_taste), TILE),
    }
    kinds = {
        **dict.fromkeys(("owners", "choice", "supplier", "product"), np.int64),
        **dict.fromkeys(("person", "listener", "message", "who", "customer", "moment"), np.uint64),
        "concerned": np.uint8,
    }
    return Paper(
        *(np.zeros(shapes.get(name, (TILE,)), dtype=kinds.get(name, np.float64)) for name in Paper._fields)
    )


class Scene(NamedTuple):
    """Everything that a compiled loop over some customers reads and writes."""

    columns: Columns
    posted: Posted
    rates: Rates
    tally: Tally
    paper: Paper


def new_tally(scenario: Scenario, offers: int, events: int = 0) -> Tally:
    """An empty tally, with room for so many events."""
    firms, channels = len(scenario.firms), len(scenario.channels)
    segments, generations = len(scenario.segments), len(scenario.generations)

    def zeros(*shape: int) -> npt.NDArray[np.int64]:
        return np.zeros(shape, dtype=np.int64)

    return Tally(
        units=zeros(firms, segments, channels),
        revenue=zeros(firms, segments, channels),
        discount=zeros(firms),
        source_units=zeros(firms, len(KINDS), firms + 1),
        source_revenue=zeros(firms, len(KINDS), firms + 1),
        segment_customers=zeros(firms, segments),
        generation_units=zeros(firms, segments, generations),
        switching=zeros(firms + 1, firms + 1),
        stages=zeros(firms, STAGES),
        won=zeros(firms, segments),
        lost=zeros(firms, segments),
        won_back=zeros(firms, segments),
        satisfaction=zeros(firms),
        loyalty=zeros(firms),
        praise=zeros(firms),
        warnings=zeros(firms),
        asked=zeros(offers),
        turned_away=zeros(firms, channels),
        events=zeros(events, len(EVENT_COLUMNS)),
        logged=zeros(1),
        market=zeros(8),
    )


def added(tallies: list[Tally]) -> Tally:
    """Sum of the tallies of several threads; their events one after the other."""
    return Tally(
        *(
            sum(parts[1:], start=parts[0].copy())
            if name != "events"
            else np.concatenate([tally.events[: tally.logged[0]] for tally in tallies])
            for name, parts in zip(Tally._fields, zip(*tallies, strict=True), strict=True)
        )
    )


@dataclass
class Market:
    """Everything that there is: customers, books, the time, and what happened last."""

    scenario: Scenario
    luck: Luck
    customers: Customers
    firms: tuple[Firm, ...]
    rates: Rates
    ledger: Ledger
    period: int = 0
    posted: Posted | None = None
    tally: Tally | None = None
    category_experience: float = 0.7
    category: Recogniser = field(default_factory=lambda: Recogniser(12))
    threads: int = 1
    keeps_events: bool = False
    papers: list[Paper] = field(default_factory=list)
    """Scratch paper, a sheet a thread."""

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
        return np.inf if a_year is None else a_year * self.scenario.period_years
