"""Processor time of each process by itself, in nanoseconds per customer and period.

So few customers that their columns stay in the cache, as those of a tile do.
"""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

from sim.market import Market
from sim.model import MarketModel
from sim.processes.buying import have_contacts, trade
from sim.processes.crowd import customers_live, new_desk
from sim.processes.hearing import hear_neighbours, receive_messages
from sim.processes.looking import have_occasions
from sim.processes.relating import count_relationships, move_stages, tell
from sim.processes.schedule import SCHEDULE
from sim.scenario import load

BENCH_MARKET = Path(__file__).with_name("bench_market.yaml")
Process = Callable[[int, int], object]


def processes(market: Market) -> dict[str, Process]:
    """The customers' processes of one period in their order, each for a range of rows."""
    columns, posted, rates = market.customers.columns, market.posted, market.rates
    tally, scratch, _ = new_desk(market, len(posted.offer_product))
    owners = np.zeros(len(market.customers), dtype=np.int64)
    market.tally = tally
    return {
        "hear_neighbours": lambda a, b: hear_neighbours(columns, rates, owners, a, b),
        "receive_messages": lambda a, b: receive_messages(columns, posted, rates, a, b),
        "have_occasions": lambda a, b: have_occasions(columns, posted, rates, owners, a, b),
        "trade": lambda a, b: trade(columns, posted, rates, tally, scratch, a, b),
        "have_contacts": lambda a, b: have_contacts(columns, posted, rates, tally, a, b),
        "move_stages": lambda a, b: move_stages(columns, posted, rates, tally, a, b),
        "count_relationships": lambda a, b: count_relationships(columns, tally, a, b),
        "tell": lambda a, b: tell(columns, posted, rates, tally, a, b),
    }


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
    spent["told = telling"] = timed(lambda: np.copyto(market.customers.columns.told, market.customers.columns.telling))
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
