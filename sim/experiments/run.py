"""One run: a scenario and a seed in, tables out."""

from collections.abc import Callable, Collection

import pandas as pd

from sim.experiments.provenance import versions
from sim.model import MarketModel
from sim.result import Result, event_table, tables_of
from sim.scenario.scenario import Scenario

Progress = Callable[[int, int], None]


def simulate(
    scenario: Scenario,
    seed: int = 0,
    *,
    replication: int = 0,
    threads: int = 1,
    events: bool = False,
    progress: Progress | None = None,
) -> Result:
    """Run a market from its start to its end.

    Parameters
    ----------
    scenario
        The market.
    seed
        Seed of all its chance.
    replication
        Number of the replication, for the tables.
    threads
        Threads for the customers' part; any number gives the same bits.
    events
        Add the table of all events (large: about a row per purchase).
    progress
        Called after every period with (periods done, periods in all).
    """
    model = MarketModel(scenario, seed=seed, threads=threads, events=events)
    while model.running:
        model.step()
        if progress is not None:
            progress(model.market.period, scenario.periods)
    tables = tables_of(scenario, model.history, model.snapshots)
    if events:
        tables["event"] = event_table(scenario, model.event_log)
    return _result(scenario, seed, replication, tables)


def simulate_some(scenario: Scenario, seed: int, replication: int, names: Collection[str]) -> Result:
    """Run a market as `simulate` does, and make the tables of these names only, to save time."""
    model = MarketModel(scenario, seed=seed)
    while model.running:
        model.step()
    tables = tables_of(scenario, model.history, model.snapshots, names)
    return _result(scenario, seed, replication, tables)


def _result(scenario: Scenario, seed: int, replication: int, tables: dict[str, pd.DataFrame]) -> Result:
    return Result(
        scenario=scenario,
        arm=scenario.arm_name or "base",
        seed=seed,
        replication=replication,
        tables=tables,
        provenance=versions(),
    )
