"""What happened in a period, in whole numbers, and the names of what can happen."""

from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np

from sim.compiling import blank
from sim.mechanisms.channels.channel_types import Task
from sim.scenario.scenario import Scenario
from sim.strategies.plans import MOST_TIERS


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
    referred: Any
    """[F, S]: customers won who had been sent by another."""
    bad_debt: Any
    """[F, S] cents of orders on account that are never paid."""
    contacts: Any
    """[F, S]: service contacts."""
    complaints: Any
    """[F, 3]: failures borne in silence, complaints not answered, complaints answered (COMPLAINTS)."""
    tier_customers: Any
    """[F, MOST_TIERS]"""
    tier_lost: Any
    """[F, MOST_TIERS]"""
    tier_units: Any
    """[F, MOST_TIERS]"""
    tier_revenue: Any
    """[F, MOST_TIERS] cents."""
    tier_satisfaction: Any
    """[F, MOST_TIERS]: sum over customers, in 1/65536."""
    asked: Any
    """[A]: contacts per offer, when capacity has to be shared out."""
    turned_away: Any
    """[F, C]; so are the next two: contacts that were never resolved, and those made again elsewhere."""
    unresolved: Any
    spilled: Any
    returned: Any
    """[F, C]: orders that came back."""
    task_contacts: Any
    """[F, C, T]: contacts by what they were about."""
    task_cents: Any
    """[F, C, T]: cents that they cost."""
    journeys: Any
    """[F, C + 2, C]: purchases by where one was advised (C = nowhere, C + 1 = no need) and bought."""
    showroomed: Any
    """[F]: advice given to people who bought elsewhere or not at all; next, its cents."""
    showroom_cents: Any
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
COMPLAINTS: Final = ("silent", "ignored", "recovered")
"""What becomes of a failure: borne in silence, voiced and not answered, voiced and answered."""
SILENT, IGNORED, RECOVERED = range(3)
STAGES = 6


def new_tally(scenario: Scenario, offers: int, events: int = 0) -> Tally:
    """An empty tally, with room for so many events."""
    firms, channels = len(scenario.firms), len(scenario.channels)
    segments, generations = len(scenario.segments), len(scenario.generations)
    return blank(Tally, _shapes(Sizes(firms, segments, channels, generations, offers, events)))


class Sizes(NamedTuple):
    """How many there are of everything that is counted by."""

    firms: int
    segments: int
    channels: int
    generations: int
    offers: int
    events: int


_COUNTED_BY: Final[dict[str, tuple[str | int, ...]]] = {
    **dict.fromkeys(("units", "revenue"), ("firms", "segments", "channels")),
    **dict.fromkeys(("source_units", "source_revenue"), ("firms", len(KINDS), "suppliers")),
    **dict.fromkeys(
        ("segment_customers", "won", "lost", "won_back", "referred", "bad_debt", "contacts"),
        ("firms", "segments"),
    ),
    **dict.fromkeys(
        ("tier_customers", "tier_lost", "tier_units", "tier_revenue", "tier_satisfaction"),
        ("firms", MOST_TIERS),
    ),
    **dict.fromkeys(("turned_away", "unresolved", "spilled", "returned"), ("firms", "channels")),
    **dict.fromkeys(("task_contacts", "task_cents"), ("firms", "channels", len(Task))),
    "generation_units": ("firms", "segments", "generations"),
    "switching": ("suppliers", "suppliers"),
    "stages": ("firms", STAGES),
    "complaints": ("firms", len(COMPLAINTS)),
    "journeys": ("firms", "advised", "channels"),
    "asked": ("offers",),
    "events": ("events", len(EVENT_COLUMNS)),
    "logged": (1,),
    "market": (8,),
}
"""What each count is broken down by; those not named are by firm alone."""


@cache
def _shapes(sizes: Sizes) -> tuple[tuple[int, ...], ...]:
    """Shapes of a tally's arrays, in their order."""
    length = {**sizes._asdict(), "suppliers": sizes.firms + 1, "advised": sizes.channels + 2}
    return tuple(
        tuple(by if isinstance(by, int) else length[by] for by in _COUNTED_BY.get(name, ("firms",)))
        for name in Tally._fields
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
