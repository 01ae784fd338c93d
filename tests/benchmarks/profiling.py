"""Processor time of each process by itself, in nanoseconds per customer and period.

So few customers that their columns stay in the cache, as those of a tile do.
"""

import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from statistics import median

import numpy as np

from sim.compiling import kernel
from sim.model import MarketModel
from sim.processes.customers.count_relationships import count_relationships
from sim.processes.customers.customers_live import TILE, customers_live, new_scene
from sim.processes.customers.have_contacts import have_contacts
from sim.processes.customers.have_occasions import have_occasions
from sim.processes.customers.hear_neighbours import hear_neighbours
from sim.processes.customers.move_stages import move_stages
from sim.processes.customers.receive_messages import receive_messages
from sim.processes.customers.tell import tell
from sim.processes.customers.trade import trade
from sim.processes.schedule import SCHEDULE
from sim.scenario.scenario import load
from sim.state.market import Market, Scene

BENCH_MARKET = Path(__file__).with_name("bench_market.yaml")
Process = Callable[[int, int], object]


@cache
def tiled(process: Callable[..., None]) -> Callable[..., None]:
    """A process over tiles: what it writes on scratch paper fits no more than one."""

    @kernel
    def loop(scene: Scene, start: int, stop: int) -> None:
        for low in range(start, stop, TILE):
            process(scene, low, min(low + TILE, stop))

    return loop


def processes(market: Market) -> dict[str, Process]:
    """The customers' processes of one period in their order, each for a range of rows."""
    scene = new_scene(market, (0, len(market.customers)))
    scene = scene._replace(paper=scene.paper._replace(owners=np.zeros(len(market.customers), dtype=np.int64)))
    market.tally = scene.tally
    steps = (
        hear_neighbours,
        receive_messages,
        have_occasions,
        trade,
        have_contacts,
        move_stages,
        count_relationships,
        tell,
    )
    return {step.__name__: partial(tiled(step), scene) for step in steps}


def timed(work: Callable[[], object]) -> float:
    """Processor time of some work, in seconds."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def live_timed(market: Market) -> dict[str, float]:
    """Let the customers live through a period, one process after the other; seconds by process."""
    people = len(market.customers)
    spent = {}
    for name, process in processes(market).items():
        worked = timed(lambda process=process: process(0, people))
        # The engine pays the price of a call once in a period, for all processes together.
        spent[name] = worked - timed(lambda process=process: process(0, 0))
    spent["told = telling"] = timed(
        lambda: np.copyto(market.customers.columns.told, market.customers.columns.telling)
    )
    return spent


def profile(customers: int = 16_384, periods: int = 60) -> dict[str, float]:
    """Median nanoseconds per customer and period of every step and process."""
    model = MarketModel(load(BENCH_MARKET, f"customers={customers}"), seed=1)
    seen: dict[str, list[float]] = {}
    for period in range(periods):
        model.market.ledger.open_period()
        for step in SCHEDULE:
            if step.run is customers_live:
                spent = live_timed(model.market)
            else:
                spent = {step.name: timed(lambda step=step: step.run(model.market))}
            for name, seconds in spent.items() if period else ():
                seen.setdefault(name, []).append(seconds)
        model.market.period += 1
    return {name: median(seconds) * 1e9 / customers for name, seconds in seen.items()}


if __name__ == "__main__":
    for name, nanoseconds in profile().items():
        print(f"{name:22} {nanoseconds:8.1f} ns")
