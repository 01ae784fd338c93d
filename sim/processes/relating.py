"""Relationships move through their stages; people get ready to tell what they think."""

import numpy as np

from sim.agents.customers import Columns
from sim.compiling import kernel
from sim.market import OWNERS, Posted, Tally
from sim.mechanisms.crm.relationship_stages import ATTRACTION, LOST, own_gap, stage_of
from sim.mechanisms.customers.word_of_mouth import talk_chance
from sim.randomness import Decision, uniform
from sim.rates import Rates

TALK = int(Decision.TALK)
FIXED_POINT = 65536.0


@kernel
def move_stages(columns: Columns, posted: Posted, rates: Rates, tally: Tally, start: int, stop: int) -> None:  # noqa: PLR0913
    """Everybody's stage with every firm, by recency and frequency. Writes: stage, tally."""
    for firm in range(columns.stage.shape[0]):
        lost = 0
        for i in range(start, stop):
            purchases = float(columns.purchases[firm, i])
            last = float(columns.last[firm, i])
            gap = own_gap(float(columns.first[firm, i]), last, purchases, rates.usual_gap)
            silence = (posted.period - last) / gap
            stage = stage_of(purchases, silence / rates.care_after, rates.account_purchases)
            gone = silence > rates.lost_after or (rates.exclusive and columns.supplier[i] != firm) or posted.active[firm] == 0
            stage = LOST if gone and stage != ATTRACTION else stage
            was = columns.stage[firm, i]
            lost += 1 if stage == LOST and was != LOST and was != ATTRACTION else 0
            columns.stage[firm, i] = stage
        tally.lost[firm] += lost


@kernel
def count_relationships(columns: Columns, tally: Tally, start: int, stop: int) -> None:
    """Customers by stage, and how they feel. Writes: tally."""
    for firm in range(columns.stage.shape[0]):
        satisfied, attached = 0, 0
        for i in range(start, stop):
            is_customer = columns.stage[firm, i] < LOST and columns.stage[firm, i] > ATTRACTION
            satisfied += int(float(columns.satisfaction[firm, i]) * FIXED_POINT) if is_customer else 0
            attached += int(float(columns.loyalty[firm, i]) * FIXED_POINT) if is_customer else 0
        tally.satisfaction[firm] += satisfied
        tally.loyalty[firm] += attached
        for i in range(start, stop):
            stage = columns.stage[firm, i]
            tally.stages[firm, stage] += 1
            if stage > ATTRACTION and stage < LOST:
                tally.segment_customers[firm, columns.segment[i]] += 1


@kernel
def tell(columns: Columns, posted: Posted, rates: Rates, tally: Tally, start: int, stop: int) -> None:  # noqa: PLR0913
    """Owners show what they own; the satisfied praise it and the dissatisfied warn. Writes: telling, tally."""
    key = posted.keys[TALK]
    for i in range(start, stop):
        firm = int(columns.supplier[i])
        if firm < 0:
            columns.telling[i] = 0
            continue
        tally.market[OWNERS] += 1
        satisfied = float(columns.satisfaction[firm, i])
        tone = 0
        if uniform(key, np.uint64(i)) < talk_chance(satisfied, rates.calm, rates.talk) and i < rates.connected:
            tone = 2 if satisfied > rates.calm else 4
            if satisfied > rates.calm:
                tally.praise[firm] += 1
            else:
                tally.warnings[firm] += 1
        columns.telling[i] = (1 if i < rates.connected else 0) + tone + 8 * firm
