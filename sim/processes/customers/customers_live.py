"""The customers' part of a period, tile by tile, in as many threads as wanted, always with the same bits.

All customers first prepare, then choose and live on; in between, scarce channels are shared out.
Tiles are small enough to stay in the processor's cache while several processes run over them.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np

from sim.agents.customers import Array
from sim.compiling import by_address, kept, kernel
from sim.mechanisms.channels.channel_types import served_share
from sim.processes.customers.choose import ask_offers, fetch
from sim.processes.customers.count_relationships import count_relationships
from sim.processes.customers.have_contacts import have_contacts
from sim.processes.customers.have_occasions import have_occasions
from sim.processes.customers.hear_neighbours import hear_neighbours
from sim.processes.customers.move_stages import move_stages
from sim.processes.customers.receive_messages import receive_messages
from sim.processes.customers.tell import tell
from sim.processes.customers.trade import trade
from sim.state.counts import Tally, added, new_tally
from sim.state.market import Market, Scene
from sim.state.offers import Posted
from sim.state.scratch import TILE, new_paper


@kernel
def prepare_rows(scene: Scene, start: int, stop: int) -> None:
    """Hear, receive, look: everything before a choice."""
    for low in range(start, stop, TILE):
        high = min(low + TILE, stop)
        hear_neighbours(scene, low, high)
        receive_messages(scene, low, high)
        have_occasions(scene, low, high)


@kernel
def finish_rows(scene: Scene, start: int, stop: int) -> None:
    """Buy, live through, relate, tell: everything from a choice on."""
    for low in range(start, stop, TILE):
        high = min(low + TILE, stop)
        fetch(scene, low, high)
        trade(scene, low, high)
        have_contacts(scene, low, high)
        move_stages(scene, low, high)
        count_relationships(scene, low, high)
        tell(scene, low, high)


def rows_of(people: int, threads: int) -> list[tuple[int, int]]:
    """Row ranges for so many threads, cut at tiles."""
    tiles = -(-people // TILE)
    cuts = [min(TILE * (tiles * k // threads), people) for k in range(threads + 1)]
    return list(pairwise(cuts))


def new_scene(market: Market, rows: tuple[int, int], thread: int = 0) -> Scene:
    """What one thread works on: the whole market, a tally and scratch paper of its own."""
    assert market.posted is not None
    tally = new_tally(market.scenario, len(market.posted.offer_product), _room_for_events(market, rows))
    columns = market.customers.columns
    while len(market.papers) <= thread:
        market.papers.append(by_address(new_paper(columns)))
    scene = Scene(columns, market.posted, market.rates, market.costs, tally, market.papers[thread])
    market.scenes[thread] = kept(market.scenes.get(thread), scene)
    return market.scenes[thread]


def _room_for_events(market: Market, rows: tuple[int, int]) -> int:
    """Most events that some customers can have: one an occasion, and one contact each; 0 if none are kept."""
    if not market.keeps_events:
        return 0
    occasions = market.customers.columns.occasions[slice(*rows)]
    return int(occasions.sum(dtype=np.int64)) + len(occasions) + 1


def scenes_of(market: Market) -> list[Scene]:
    """A scene for each thread, with nothing counted yet."""
    return [
        new_scene(market, rows, thread)
        for thread, rows in enumerate(rows_of(len(market.customers), market.threads))
    ]


def in_threads(work: Callable[[Scene, int, int], Any], market: Market, scenes: list[Scene]) -> Tally:
    """Do work over all customers in row ranges; the sum of what the threads counted so far."""
    ranges = rows_of(len(market.customers), market.threads)
    if len(ranges) == 1:
        work(scenes[0], *ranges[0])
        return scenes[0].tally
    with ThreadPoolExecutor(len(ranges)) as pool:
        list(pool.map(lambda job: work(job[0], *job[1]), zip(scenes, ranges, strict=True)))
    return added([scene.tally for scene in scenes])


def customers_live(market: Market) -> None:
    """All customers live through the period; scarce channels are shared out by lot.

    Writes: relationship columns, market.tally.
    """
    assert market.posted is not None
    scenes = scenes_of(market)
    in_threads(prepare_rows, market, scenes)
    capacities = market.capacities
    if not np.isinf(capacities).all():
        share_out(market.posted, in_threads(ask_offers, market, scenes).asked, capacities)
    # How much room events need is known once occasions have arisen.
    market.tally = in_threads(finish_rows, market, scenes_of(market) if market.keeps_events else scenes)
    market.customers.columns.told[:] = market.customers.columns.telling


def share_out(posted: Posted, asked: Array, capacities: Array) -> None:
    """Share of contacts served by each offer; offers of one firm in one channel share its capacity.

    Writes: posted.served.
    """
    firm = posted.product_firm[posted.offer_product]
    place = firm * (int(posted.offer_channel.max(initial=0)) + 1) + posted.offer_channel
    for offer, at in enumerate(place):
        posted.served[offer] = served_share(float(capacities[offer]), float(asked[place == at].sum()))
