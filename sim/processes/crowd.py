"""The customers' part of a period, tile by tile, in as many threads as wanted, always with the same bits.

All customers first prepare, then choose and live on; in between, scarce channels are shared out.
Tiles are small enough to stay in the processor's cache while several processes run over them.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, NamedTuple

import numpy as np

from sim.agents.customers import Columns
from sim.compiling import kernel
from sim.market import Market, Posted, Tally, added, new_tally
from sim.mechanisms.channels.channel_types import served_share
from sim.processes.buying import have_contacts, trade
from sim.processes.choosing import ask_offers, fetch
from sim.processes.hearing import hear_neighbours, receive_messages
from sim.processes.looking import have_occasions
from sim.processes.relating import count_relationships, move_stages, tell
from sim.rates import Rates

TILE: Final = 1024


@kernel
def prepare_rows(columns: Columns, posted: Posted, rates: Rates, owners: Any, start: int, stop: int) -> None:  # noqa: PLR0913
    """Hear, receive, look: everything before a choice."""
    for low in range(start, stop, TILE):
        high = min(low + TILE, stop)
        hear_neighbours(columns, rates, owners, low, high)
        receive_messages(columns, posted, rates, low, high)
        have_occasions(columns, posted, rates, owners, low, high)


@kernel
def finish_rows(
    columns: Columns, posted: Posted, rates: Rates, tally: Tally, scratch: Any, start: int, stop: int
) -> None:  # noqa: PLR0913
    """Buy, live through, relate, tell: everything from a choice on."""
    for low in range(start, stop, TILE):
        high = min(low + TILE, stop)
        fetch(columns, scratch, low, high)
        trade(columns, posted, rates, tally, scratch, low, high)
        have_contacts(columns, posted, rates, tally, low, high)
        move_stages(columns, posted, rates, tally, low, high)
        count_relationships(columns, tally, low, high)
        tell(columns, posted, rates, tally, low, high)


def rows_of(people: int, threads: int) -> list[tuple[int, int]]:
    """Row ranges for so many threads, cut at tiles."""
    tiles = -(-people // TILE)
    cuts = [min(TILE * (tiles * k // threads), people) for k in range(threads + 1)]
    return list(zip(cuts[:-1], cuts[1:], strict=True))


class Desk(NamedTuple):
    """What one thread writes besides its customers."""

    tally: Tally
    scratch: Any
    """float64[5, the more of offers and products]: a product may be on sale in no channel."""
    owners: Any
    """int64[TILE]"""


def new_desk(market: Market, rows: tuple[int, int]) -> Desk:
    """An empty desk for some rows of customers."""
    assert market.posted is not None
    offers = len(market.posted.offer_product)
    width = max(offers, len(market.posted.product_firm), 1)
    tally = new_tally(market.scenario, offers, _room_for_events(market, rows))
    return Desk(tally, np.zeros((5, width)), np.zeros(TILE, dtype=np.int64))


def _room_for_events(market: Market, rows: tuple[int, int]) -> int:
    """Most events that some customers can have in this period: one an occasion, and one contact each; 0 if none are kept."""
    if not market.keeps_events:
        return 0
    occasions = market.customers.columns.occasions[slice(*rows)]
    return int(occasions.sum(dtype=np.int64)) + len(occasions) + 1


def in_threads(work: Callable[[Desk, int, int], Any], market: Market) -> Tally:
    """Do work over all customers in row ranges; the sum of what the threads counted."""
    assert market.posted is not None
    ranges = rows_of(len(market.customers), market.threads)
    desks = [new_desk(market, rows) for rows in ranges]
    if len(ranges) == 1:
        work(desks[0], *ranges[0])
        return desks[0].tally
    with ThreadPoolExecutor(len(ranges)) as pool:
        list(pool.map(lambda job: work(job[0], *job[1]), zip(desks, ranges, strict=True)))
    return added([desk.tally for desk in desks])


def customers_live(market: Market) -> None:
    """All customers live through the period; scarce channels are shared out by lot. Writes: relationship columns, market.tally."""
    columns, posted, rates = market.customers.columns, market.posted, market.rates
    assert posted is not None
    in_threads(lambda d, a, b: prepare_rows(columns, posted, rates, d.owners, a, b), market)
    capacities = market.capacities
    if not np.isinf(capacities).all():
        asked = in_threads(
            lambda d, a, b: ask_offers(columns, posted, rates, d.tally.asked, d.scratch, a, b), market
        ).asked
        share_out(posted, asked, capacities)
    market.tally = in_threads(
        lambda d, a, b: finish_rows(columns, posted, rates, d.tally, d.scratch, a, b), market
    )
    columns.told[:] = columns.telling


def share_out(posted: Posted, asked: Any, capacities: Any) -> None:
    """Share of contacts served by each offer; offers of one firm in one channel share its capacity. Writes: posted.served."""
    firm = posted.product_firm[posted.offer_product]
    place = firm * (int(posted.offer_channel.max(initial=0)) + 1) + posted.offer_channel
    for offer, at in enumerate(place):
        posted.served[offer] = served_share(float(capacities[offer]), float(asked[place == at].sum()))
