"""How relationships stand at the start: whose customer everybody is, and what they think of each firm."""

from typing import NamedTuple

import numpy as np

from sim.agents.customers import NOBODY, Array, Columns
from sim.compiling import kernel, part
from sim.mechanisms.crm.relationship_stages import ACCOUNT_MANAGEMENT, ACQUAINTANCE, ATTRACTION, WELCOME
from sim.randomness import Decision, Luck, Word, mix, uniform
from sim.scenario.parts import Firm
from sim.scenario.scenario import Scenario


class Beginning(NamedTuple):
    """How relationships stand at the start. F = firms."""

    limits: Array
    """float64[F]: cumulative shares of customers by firm."""
    loyalty: Array
    satisfaction: Array
    purchases: Array
    awareness: Array
    promise: Array
    gap: int
    """Usual time between purchases, in periods."""
    account_purchases: int
    anchor: float
    generation: Array
    """int64[F]: generation of each firm's product at the start."""
    key: Word


def beginning(scenario: Scenario, luck: Luck) -> Beginning:
    """How relationships stand at the start of a scenario."""
    m = scenario.mechanisms
    firms = list(scenario.firms.values())
    owners = m.cycles.adoption.ownership if m.cycles.adoption.is_on else 1.0
    gap = (
        m.customers.renewal.term
        if m.customers.renewal.is_on
        else m.cycles.replacement.life
        if m.cycles.replacement.is_on
        else m.crm.relationship_stages.in_effect.usual_gap
    )
    known = m.customers.awareness.at_start
    return Beginning(
        limits=np.cumsum([owners * firm.base.share for firm in firms]),
        loyalty=np.array([firm.base.loyalty for firm in firms]),
        satisfaction=np.array([firm.base.satisfaction for firm in firms]),
        purchases=np.array([firm.base.purchases for firm in firms], dtype=np.int64),
        awareness=np.array([known_at_start(firm, known) for firm in firms]),
        promise=np.array([promised(firm) for firm in firms]),
        gap=max(1, round(gap * scenario.periods_per_year)),
        account_purchases=m.crm.relationship_stages.account_purchases,
        anchor=m.customers.satisfaction.in_effect.anchor,
        generation=np.array([list(scenario.generations).index(next(iter(firm.products))) for firm in firms]),
        key=np.uint64(luck.key(Decision.BIRTH_OWNERSHIP)),
    )


def known_at_start(firm: Firm, usual: float) -> float:
    """Share of people who know a firm at the start of the run."""
    if firm.awareness is not None:
        return firm.awareness
    return usual if firm.enters == 0.0 else 0.0


def promised(firm: Firm) -> float:
    """Quality that a firm promises: its word, or that of its first product."""
    return firm.promise if firm.promise is not None else next(iter(firm.made.values())).quality


@kernel
def begin_relationships(columns: Columns, start_of: Beginning, start: int, stop: int) -> None:
    """Set who owns or uses what at the start. Writes all relationship columns."""
    key = start_of.key
    for i in range(start, stop):
        who = np.uint64(i)
        columns.supplier[i] = NOBODY
        columns.generation[i] = NOBODY
        for firm in range(columns.taste.shape[0]):
            columns.awareness[firm, i] = start_of.awareness[firm]
            columns.expectation[firm, i] = start_of.promise[firm]
            columns.satisfaction[firm, i] = start_of.anchor
            columns.stage[firm, i] = ATTRACTION
        u = uniform(key, who)
        if columns.potential[i] == 0 or u >= start_of.limits[-1]:
            continue
        firm = 0
        while u >= start_of.limits[firm]:
            firm += 1
        _begin_one(columns, start_of, i, firm)


@part
def _begin_one(columns: Columns, start_of: Beginning, i: int, firm: int) -> None:
    age = 1 + int(uniform(mix(start_of.key), np.uint64(i)) * start_of.gap)
    purchases = start_of.purchases[firm]
    columns.supplier[i] = firm
    columns.generation[i] = start_of.generation[firm]
    columns.since[i] = -age
    columns.last[firm, i] = -age
    columns.first[firm, i] = max(-age - (purchases - 1) * start_of.gap, -32000)
    columns.purchases[firm, i] = purchases
    columns.awareness[firm, i] = 1.0
    columns.satisfaction[firm, i] = start_of.satisfaction[firm]
    columns.loyalty[firm, i] = start_of.loyalty[firm]
    bought = ACQUAINTANCE if purchases > 1 else WELCOME
    columns.stage[firm, i] = ACCOUNT_MANAGEMENT if purchases >= start_of.account_purchases else bought
    columns.told[i] = 1 + 8 * firm
