"""What is counted at a few moments of a run: cohorts, loyalty, value of customers.

Customers are read firm by firm, so that no copy of a whole [firm, customer] column is ever made.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from sim.agents.customers import Array, Columns
from sim.compiling import kernel
from sim.mechanisms.crm.relationship_stages import is_customer
from sim.result.quadrants import QUADRANTS, quadrant_counts
from sim.scenario.scenario import Scenario
from sim.state.market import Market

Counts = npt.NDArray[np.int64]
BINS: Final = 10
"""Equal bins of attitudinal loyalty between 0 and 1."""
GROUPS: Final = 100
"""Equal groups of customers by what they have contributed."""


@dataclass
class Snapshots:
    """Counts of a run. Y = years (the last may be cut short), F = firms."""

    cohorts: Counts
    """int64[Y, F, Y + 1, 2]: at the end of each year, people by year of their first purchase from the firm
    (row 0 = before the start): those who are no longer its customers, and those who are."""
    loyalty: Counts
    """int64[3, F, BINS]: customers by attitudinal loyalty at the start, in the middle and at the end."""
    quadrants: Counts
    """int64[3, F, 4, 3]: customers by quadrant of loyalty x value at the same moments: people, contribution
    and revenue in cents."""
    value: list[Counts] = field(default_factory=list)
    """At the end, by firm: int64[groups, 3] = people, contribution and revenue in cents."""


def years_of(scenario: Scenario) -> int:
    """Years of a run, one that is cut short included."""
    return -(-scenario.periods // scenario.periods_per_year)


def moments_of(scenario: Scenario) -> dict[str, int]:
    """Periods at whose end loyalty is counted: the first, the one that ends the first half, the last."""
    return {"start": 0, "middle": max(scenario.periods // 2 - 1, 0), "end": scenario.periods - 1}


def new_snapshots(scenario: Scenario) -> Snapshots:
    """Nothing counted yet."""
    years, firms = years_of(scenario), len(scenario.firms)
    return Snapshots(
        cohorts=np.zeros((years, firms, years + 1, 2), dtype=np.int64),
        loyalty=np.zeros((len(moments_of(scenario)), firms, BINS), dtype=np.int64),
        quadrants=np.zeros((len(moments_of(scenario)), firms, len(QUADRANTS), 3), dtype=np.int64),
    )


def take(market: Market, snapshots: Snapshots) -> None:
    """Count what is due at the end of a period. Writes: snapshots."""
    scenario, period = market.scenario, market.period
    columns, year = market.customers.columns, period // scenario.periods_per_year
    for at, moment in enumerate(moments_of(scenario).values()):
        if moment == period:
            count_loyalty(columns, snapshots.loyalty[at], 0, len(market.customers))
            for firm in range(len(scenario.firms)):
                snapshots.quadrants[at, firm] = quadrant_counts(columns, firm)
    is_last = period == scenario.periods - 1
    if is_last or (period + 1) % scenario.periods_per_year == 0:
        snapshots.cohorts[year] = _cohorts(columns, scenario)
    if is_last:
        snapshots.value = [
            value_groups(columns.contribution[firm][bought], columns.money[firm][bought])
            for firm in range(len(scenario.firms))
            for bought in [columns.purchases[firm] > 0]
        ]


def _cohorts(columns: Columns, scenario: Scenario) -> Counts:
    """People by firm, year of first purchase and whether they are customers: int64[F, Y + 1, 2]."""
    by_period = np.zeros((len(scenario.firms), scenario.periods + 1, 2), dtype=np.int64)
    count_first_purchases(columns, by_period, 0, columns.segment.shape[0])
    years = np.arange(1, scenario.periods + 1, scenario.periods_per_year)
    summed: Counts = np.add.reduceat(by_period, np.concatenate([[0], years]), axis=1)
    return summed


@kernel
def count_first_purchases(columns: Columns, into: Array, start: int, stop: int) -> None:
    """People who ever bought, by period of their first purchase and by whether they are customers.

    Writes: into, int64[F, periods + 1, 2]; its first period stands for all before the start.
    """
    for firm in range(into.shape[0]):
        first, purchases, stages = columns.first[firm], columns.purchases[firm], columns.stage[firm]
        for i in range(start, stop):
            if purchases[i] > 0:
                into[firm, max(int(first[i]) + 1, 0), 1 if is_customer(stages[i]) else 0] += 1


@kernel
def count_loyalty(columns: Columns, into: Array, start: int, stop: int) -> None:
    """Customers by attitudinal loyalty. Writes: into, int64[F, bins]; the last bin holds its upper end."""
    bins = into.shape[1]
    for firm in range(into.shape[0]):
        loyalty, stages = columns.loyalty[firm], columns.stage[firm]
        for i in range(start, stop):
            if is_customer(stages[i]):
                into[firm, min(int(float(loyalty[i]) * bins), bins - 1)] += 1


def value_groups(contribution: Counts, revenue: Counts) -> Counts:
    """Equal groups of people by contribution, highest first; among equals, by revenue.

    Parameters
    ----------
    contribution, revenue : int64[people]
        Cents of each.

    Returns
    -------
    int64[groups, 3]
        People, contribution and revenue of each group; fewer than GROUPS groups if there are fewer people.
    """
    people = len(contribution)
    groups = min(GROUPS, people)
    if groups == 0:
        return np.zeros((0, 3), dtype=np.int64)
    edges = np.arange(groups + 1) * people // groups
    order = np.argsort(contribution)[::-1]
    contribution, revenue = contribution[order], revenue[order]
    inner = edges[1:-1]
    for tied in np.unique(contribution[inner][contribution[inner - 1] == contribution[inner]]):
        _settle(contribution, revenue, tied)
    sums = [np.add.reduceat(values, edges[:-1]) for values in (contribution, revenue)]
    return np.stack([np.diff(edges), *sums], axis=1)


def _settle(contribution: Counts, revenue: Counts, tied: np.int64) -> None:
    """Order equals by revenue, where a group ends among them; how a sort leaves them differs by machine.

    Writes: revenue.
    """
    people = len(contribution)
    low = people - int(np.searchsorted(contribution[::-1], tied, side="right"))
    high = people - int(np.searchsorted(contribution[::-1], tied, side="left"))
    revenue[low:high] = np.sort(revenue[low:high])[::-1]
