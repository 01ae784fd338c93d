"""What happened in a period, in whole numbers, and the names of what can happen."""

from functools import cache
from typing import Annotated, Final, NamedTuple

import numpy as np

from sim.compiling import blank, declared
from sim.mechanisms.channels.channel_types import Task
from sim.mechanisms.crm.relationship_stages import LOST, WELCOME, Stage
from sim.scenario.scenario import Scenario
from sim.state.counting import Array, Count, Mean, Part
from sim.strategies.plans import MOST_TIERS

KINDS: Final = ("new", "kept", "won_back")
"""Kinds of buyers: the firm's first sale to them, its customers, those it had lost."""
NEW, KEPT, WON_BACK = range(3)
OCCASIONS, WAITED, FIRST, OWNERS, FELT, FELT_COUNT, LEFT, DROPPED_OUT = range(8)
COMPLAINTS: Final = ("silent", "ignored", "recovered")
"""What becomes of a failure: borne in silence, voiced and not answered, voiced and answered."""
SILENT, IGNORED, RECOVERED = range(3)
STAGES: Final = len(Stage)
EVENT_COLUMNS: Final = (
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
EVENTS: Final = (
    "purchase",
    "waited",
    "left",
    "turned_away",
    "contact",
    "lost",
    "praise",
    "warning",
    "dropped_out",
)
PURCHASE, WAITING, LEAVING, TURNED_AWAY, CONTACT, LOSS, PRAISE, WARNING, DROPPING_OUT = range(9)
_NO_CUSTOMERS: Final = "the firm has no customers"


class Tally(NamedTuple):
    """What happened, in whole numbers, so that blocks and threads add up to the same. int64 throughout.

    Columns of a table of the result stand in the order of these fields.
    """

    stages: Annotated[
        Array,
        Count(
            ("firms", "stages"),
            {
                "firm.customers": Part(
                    np.s_[:, WELCOME:LOST],
                    "people in a running relationship with the firm: stages welcome to intensive care",
                ),
                "stage.customers": "people in this stage of their relationship with the firm",
            },
        ),
    ]
    segment_customers: Annotated[
        Array, Count(("firms", "segments"), {"segment.customers": "customers of the firm in the segment"})
    ]
    units: Annotated[
        Array,
        Count(
            ("firms", "segments", "channels"),
            {
                "firm.units": "units sold",
                "channel.units": "units sold through it",
                "segment.units": "units sold to the segment",
                "category.units": "units that all firms sold",
            },
        ),
    ]
    generation_units: Annotated[
        Array,
        Count(("firms", "segments", "generations"), {"generation.units": "units sold of it, all firms"}),
    ]
    source_units: Annotated[
        Array,
        Count(
            ("firms", "kinds", "suppliers"),
            {
                "firm.units_new": Part(
                    np.s_[:, NEW], "units sold to people who had never bought from the firm"
                ),
                "firm.units_kept": Part(np.s_[:, KEPT], "units sold to its customers"),
                "firm.units_won_back": Part(np.s_[:, WON_BACK], "units sold to people it had lost"),
                "source.units": "units sold to people of this kind who came from there",
            },
            meaning="units sold, by kind of buyer and their supplier before (last = none)",
        ),
    ]
    revenue: Annotated[
        Array,
        Count(
            ("firms", "segments", "channels"),
            {
                "firm.revenue_cents": "paid by customers, after discounts",
                "channel.revenue_cents": "revenue through it",
                "segment.revenue_cents": "revenue from the segment",
                "category.revenue_cents": "revenue of all firms",
            },
        ),
    ]
    source_revenue: Annotated[
        Array,
        Count(
            ("firms", "kinds", "suppliers"),
            {"source.revenue_cents": "revenue from them"},
            meaning="cents paid by customers, by kind of buyer and their supplier before (last = none)",
        ),
    ]
    discount: Annotated[
        Array,
        Count(
            ("firms",),
            {
                "firm.discount_cents": "given off the list price, less surcharges;"
                " revenue is already without it"
            },
        ),
    ]
    won: Annotated[
        Array,
        Count(
            ("firms", "segments"),
            {
                "firm.won": "customers won who had never been customers of the firm",
                "segment.won": "customers won in the segment who had never been customers of the firm",
            },
        ),
    ]
    lost: Annotated[
        Array, Count(("firms", "segments"), {"firm.lost": "customers lost", "segment.lost": "customers lost"})
    ]
    won_back: Annotated[
        Array,
        Count(
            ("firms", "segments"),
            {
                "firm.won_back": "lost customers who came back",
                "segment.won_back": "lost customers who came back",
            },
        ),
    ]
    referred: Annotated[
        Array,
        Count(
            ("firms", "segments"), {"firm.referred": "customers won who had been sent by another customer"}
        ),
    ]
    contacts: Annotated[
        Array, Count(("firms", "segments"), {"firm.contacts": "service contacts of its customers"})
    ]
    complaints: Annotated[
        Array,
        Count(
            ("firms", "outcomes"),
            {
                "firm.complaints": Part(np.s_[:, IGNORED:], "failures that customers complained about"),
                "firm.complaints_answered": Part(np.s_[:, RECOVERED], "complaints that were answered"),
            },
            meaning="failures by what became of them (COMPLAINTS)",
        ),
    ]
    bad_debt: Annotated[
        Array, Count(("firms", "segments"), meaning="cents of orders on account that are never paid")
    ]
    satisfaction: Annotated[
        Array,
        Count(
            ("firms",),
            {
                "firm.satisfaction": Mean(
                    "customers",
                    "mean satisfaction of the firm's customers",
                    "index 0-100",
                    _NO_CUSTOMERS,
                    scale=100.0,
                )
            },
        ),
    ]
    loyalty: Annotated[
        Array,
        Count(
            ("firms",),
            {
                "firm.attitudinal_loyalty": Mean(
                    "customers", "mean wish of its customers to buy again, 0 to 1", "share", _NO_CUSTOMERS
                )
            },
        ),
    ]
    praise: Annotated[
        Array, Count(("firms",), {"firm.praise": "messages in the firm's favour that people told others"})
    ]
    warnings: Annotated[
        Array, Count(("firms",), {"firm.warnings": "messages against the firm that people told others"})
    ]
    tier_customers: Annotated[
        Array, Count(("firms", "tiers"), {"tier.customers": "customers of the firm in the tier"})
    ]
    tier_units: Annotated[
        Array, Count(("firms", "tiers"), {"tier.units": "units sold to people of the tier"})
    ]
    tier_lost: Annotated[Array, Count(("firms", "tiers"), {"tier.lost": "customers lost"})]
    tier_revenue: Annotated[Array, Count(("firms", "tiers"), {"tier.revenue_cents": "revenue from the tier"})]
    tier_satisfaction: Annotated[
        Array,
        Count(
            ("firms", "tiers"),
            {
                "tier.satisfaction": Mean(
                    "customers",
                    "mean satisfaction of its customers",
                    "index 0-100",
                    "it has no customers",
                    scale=100.0,
                )
            },
        ),
    ]
    turned_away: Annotated[
        Array,
        Count(("firms", "channels"), {"channel.turned_away": "contacts that its capacity could not serve"}),
    ]
    task_contacts: Annotated[
        Array,
        Count(
            ("firms", "channels", "tasks"),
            {
                "task.contacts": "contacts about it; of a sale, purchases",
                "channel.contacts": "contacts of any task; 0 where tasks have no channels of their own",
            },
        ),
    ]
    task_cents: Annotated[
        Array,
        Count(
            ("firms", "channels", "tasks"),
            {
                "task.contacts_cents": "what they cost, commissions and the like aside",
                "channel.contacts_cents": "what they cost",
            },
        ),
    ]
    unresolved: Annotated[
        Array, Count(("firms", "channels"), {"channel.unresolved": "contacts that failed and were given up"})
    ]
    spilled: Annotated[
        Array,
        Count(
            ("firms", "channels"),
            {"channel.spilled": "contacts that failed and were made again in another channel"},
        ),
    ]
    returned: Annotated[
        Array,
        Count(
            ("firms", "channels"),
            {"channel.returned": "orders bought through it that came back and were exchanged"},
        ),
    ]
    journeys: Annotated[
        Array,
        Count(
            ("firms", "advised", "channels"),
            {"journey.purchases": "purchases from the firm that went this way"},
            meaning="purchases by where one was advised (C = nowhere, C + 1 = no need) and bought",
        ),
    ]
    showroomed: Annotated[
        Array,
        Count(
            ("firms",),
            {"practice.showroomed": "advice that it gave to people who bought elsewhere or not at all"},
        ),
    ]
    showroom_cents: Annotated[Array, Count(("firms",), {"practice.showroom_cents": "what that advice cost"})]
    switching: Annotated[
        Array,
        Count(
            ("suppliers", "firms"),
            {"switching.purchases": "purchases of people who came this way"},
            meaning="purchases by supplier before (last = none) and after",
        ),
    ]
    market: Annotated[
        Array,
        Count(
            (8,),
            {
                "category.first_purchases": Part(
                    FIRST, "people who bought in the category for the first time"
                ),
                "category.owners": Part(OWNERS, "people who own, or have ever bought in the category"),
                "category.occasions": Part(OCCASIONS, "occasions to buy"),
                "category.waited": Part(WAITED, "occasions at which nothing on offer was bought"),
            },
            meaning="occasions, waited, first purchases, owners, experience in 1/65536, experiences, left,"
            " dropped out",
        ),
    ]
    asked: Annotated[
        Array, Count(("offers",), meaning="contacts per offer, when capacity has to be shared out")
    ]
    logged: Annotated[Array, Count((1,), meaning="rows of events in use")]
    events: Annotated[
        Array,
        Count(
            ("events", len(EVENT_COLUMNS)),
            meaning="what happened to whom, one row each (EVENT_COLUMNS); no rows unless events are kept",
            is_log=True,
        ),
    ]


def lengths(scenario: Scenario) -> dict[str, int]:
    """How many there are of everything that is counted by."""
    firms, channels = len(scenario.firms), len(scenario.channels)
    return {
        "firms": firms,
        "suppliers": firms + 1,
        "segments": len(scenario.segments),
        "channels": channels,
        "advised": channels + 2,
        "generations": len(scenario.generations),
        "kinds": len(KINDS),
        "outcomes": len(COMPLAINTS),
        "stages": STAGES,
        "tasks": len(Task),
        "tiers": MOST_TIERS,
    }


def new_tally(scenario: Scenario, offers: int, events: int = 0) -> Tally:
    """An empty tally, with room for so many events."""
    return blank(Tally, _shapes(tuple({**lengths(scenario), "offers": offers, "events": events}.items())))


@cache
def _shapes(length: tuple[tuple[str, int], ...]) -> tuple[tuple[int, ...], ...]:
    """Shapes of a tally's arrays, in their order."""
    return tuple(count.shape(dict(length)) for count in declared(Tally, Count).values())


def added(tallies: list[Tally]) -> Tally:
    """Sum of the tallies of several threads; their events one after the other."""
    return Tally(
        *(
            np.concatenate([log[: int(tally.logged[0])] for log, tally in zip(parts, tallies, strict=True)])
            if count.is_log
            else sum(parts[1:], start=parts[0].copy())
            for count, parts in zip(declared(Tally, Count).values(), zip(*tallies, strict=True), strict=True)
        )
    )


def without_events(tally: Tally) -> Tally:
    """A copy of a tally that holds no events, whose rows take far more memory than all counts."""
    return Tally(
        *(
            counts[:0].copy() if count.is_log else counts.copy()
            for count, counts in zip(declared(Tally, Count).values(), tally, strict=True)
        )
    )
