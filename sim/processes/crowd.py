"""The customers' part of a period, tile by tile, in as many threads as wanted, always with the same bits.

Tiles are small enough to stay in the processor's cache while all processes run over them.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import numpy as np

from sim.agents.customers import Columns
from sim.compiling import kernel
from sim.market import Market, Posted, Tally, added, new_tally
from sim.mechanisms.channels.channel_types import served_share
from sim.processes.buying import have_contacts, trade
from sim.processes.choosing import ask_offers
from sim.processes.hearing import hear_neighbours, receive_messages
from sim.processes.looking import have_occasions
from sim.processes.relating import count_relationships, move_stages, tell
from sim.rates import Rates

TILE: Final = 1024


@kernel
def prepare_rows(columns: Columns, posted: Posted, rates: Rates, start: int, stop: int) -> None:
    """Hear, receive, look: everything before a choice."""
    owners = np.zeros(TILE, dtype=np.int64)
    for low in range(start, stop, TILE):
        high = min(low + TILE, stop)
        hear_neighbours(columns, rates, owners, low, high)
        receive_messages(columns, posted, rates, low, high)
        have_occasions(columns, posted, rates, owners, low, high)


@kernel
def finish_rows(columns: Columns, posted: Posted, rates: Rates, tally: Tally, start: int, stop: int) -> None:  # noqa: PLR0913
    """Buy, live through, relate, tell: everything from a choice on."""
    scratch = np.zeros((3, max(posted.product_firm.shape[0], 1)))
    for low in range(start, stop, TILE):
        high = min(low + TILE, stop)
        trade(columns, posted, rates, tally, scratch, low, high)
        have_contacts(columns, posted, rates, tally, low, high)
        move_stages(columns, posted, rates, tally, low, high)
        count_relationships(columns, tally, low, high)
        tell(columns, posted, rates, tally, low, high)


@kernel
def advance_rows(columns: Columns, posted: Posted, rates: Rates, tally: Tally, start: int, stop: int) -> None:  # noqa: PLR0913
    """A whole period of some customers, where no capacity has to be shared out."""
    for low in range(start, stop, TILE):
        high = min(low + TILE, stop)
        prepare_rows(columns, posted, rates, low, high)
        finish_rows(columns, posted, rates, tally, low, high)


def rows_of(people: int, threads: int) -> list[tuple[int, int]]:
    """Row ranges for so many threads, cut at tiles."""
    tiles = -(-people // TILE)
    cuts = [min(TILE * (tiles * k // threads), people) for k in range(threads + 1)]
    return list(zip(cuts[:-1], cuts[1:], strict=True))


def in_threads(work: Callable[[Tally, int, int], Any], market: Market, threads: int) -> Tally:
    """Do work over all customers in row ranges; the sum of what the threads counted."""
    assert market.posted is not None
    offers = len(market.posted.offer_product)
    ranges = rows_of(len(market.customers), threads)
    tallies = [new_tally(market.scenario, offers) for _ in ranges]
    if threads == 1:
        work(tallies[0], *ranges[0])
        return tallies[0]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda job: work(job[0], *job[1]), zip(tallies, ranges, strict=True)))
    return added(tallies)


def customers_live(market: Market) -> None:
    """All customers live through the period; scarce channels are shared out by lot. Writes: relationship columns, market.tally."""
    columns, posted, rates, threads = market.customers.columns, market.posted, market.rates, market.threads
    assert posted is not None
    capacities = market.capacities
    if np.isinf(capacities).all():
        market.tally = in_threads(lambda t, a, b: advance_rows(columns, posted, rates, t, a, b), market, threads)
    else:
        in_threads(lambda _, a, b: prepare_rows(columns, posted, rates, a, b), market, threads)
        asked = in_threads(lambda t, a, b: ask_offers(columns, posted, rates, t.asked, a, b), market, threads).asked
        share_out(posted, asked, capacities)
        market.tally = in_threads(lambda t, a, b: finish_rows(columns, posted, rates, t, a, b), market, threads)
    columns.told[:] = columns.telling


def share_out(posted: Posted, asked: Any, capacities: Any) -> None:
    """Share of contacts served by each offer; offers of one firm in one channel share its capacity. Writes: posted.served."""
    firm = posted.product_firm[posted.offer_product]
    place = firm * (int(posted.offer_channel.max(initial=0)) + 1) + posted.offer_channel
    for offer, at in enumerate(place):
        posted.served[offer] = served_share(float(capacities[offer]), float(asked[place == at].sum()))
