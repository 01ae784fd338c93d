"""Relationships move through their stages; people get ready to tell what they think."""

import numpy as np

from sim.compiling import kernel
from sim.market import OWNERS, Scene
from sim.mechanisms.crm.relationship_stages import ATTRACTION, LOST, is_customer, own_gap, stage_of
from sim.mechanisms.customers.word_of_mouth import talk_chance
from sim.randomness import Decision, uniform

TALK = int(Decision.TALK)
FIXED_POINT = 65536.0
PRAISING, WARNING = 2, 4


@kernel
def move_stages(scene: Scene, start: int, stop: int) -> None:
    """Everybody's stage with every firm, by recency and frequency. Writes: stage, tally."""
    columns, posted, rates, tally = scene.columns, scene.posted, scene.rates, scene.tally
    for firm in range(columns.stage.shape[0]):
        stages, supplier = columns.stage[firm, start:stop], columns.supplier[start:stop]
        purchases, first, last = (
            columns.purchases[firm, start:stop],
            columns.first[firm, start:stop],
            columns.last[firm, start:stop],
        )
        closed = posted.active[firm] == 0
        lost = 0
        for k in range(stop - start):
            bought = float(purchases[k])
            gap = own_gap(float(first[k]), float(last[k]), bought, rates.usual_gap)
            silence = (posted.period - float(last[k])) / gap
            stage = stage_of(bought, silence / rates.care_after, rates.account_purchases)
            gone = (silence > rates.lost_after) | (rates.exclusive & (supplier[k] != firm)) | closed
            stage = LOST if gone and stage != ATTRACTION else stage
            lost += 1 if stage == LOST and is_customer(stages[k]) else 0
            stages[k] = stage
        tally.lost[firm] += lost


@kernel
def count_relationships(scene: Scene, start: int, stop: int) -> None:
    """Customers by stage, and how they feel. Writes: tally."""
    columns, tally = scene.columns, scene.tally
    for firm in range(columns.stage.shape[0]):
        stages, satisfaction, loyalty = (
            columns.stage[firm, start:stop],
            columns.satisfaction[firm, start:stop],
            columns.loyalty[firm, start:stop],
        )
        satisfied, attached = 0, 0
        for k in range(stop - start):
            here = is_customer(stages[k])
            satisfied += int(float(satisfaction[k]) * FIXED_POINT) if here else 0
            attached += int(float(loyalty[k]) * FIXED_POINT) if here else 0
        tally.satisfaction[firm] += satisfied
        tally.loyalty[firm] += attached
        for stage in range(tally.stages.shape[1]):
            count = 0
            for k in range(stop - start):
                count += 1 if stages[k] == stage else 0
            tally.stages[firm, stage] += count
        _count_segments(scene, firm, start, stop)


@kernel
def _count_segments(scene: Scene, firm: int, start: int, stop: int) -> None:
    columns, tally = scene.columns, scene.tally
    stages, segments = columns.stage[firm, start:stop], columns.segment[start:stop]
    for segment in range(tally.segment_customers.shape[1]):
        count = 0
        for k in range(stop - start):
            count += 1 if segments[k] == segment and is_customer(stages[k]) else 0
        tally.segment_customers[firm, segment] += count


@kernel
def tell(scene: Scene, start: int, stop: int) -> None:
    """Owners show what they own; the satisfied praise it and the dissatisfied warn. Writes: telling, tally."""
    columns, rates, tally = scene.columns, scene.rates, scene.tally
    key, owners = scene.posted.keys[TALK], 0
    for i in range(start, stop):
        firm = int(columns.supplier[i])
        satisfied = float(columns.satisfaction[max(firm, 0), i])
        talks = (uniform(key, np.uint64(i)) < talk_chance(satisfied, rates.calm, rates.talk)) & (i < rates.connected)
        tone = (PRAISING if satisfied > rates.calm else WARNING) if talks else 0
        shown = 1 if i < rates.connected else 0
        columns.telling[i] = shown + tone + 8 * firm if firm >= 0 else 0
        owners += 1 if firm >= 0 else 0
    tally.market[OWNERS] += owners
    for i in range(start, stop):
        if columns.telling[i] & PRAISING:
            tally.praise[columns.supplier[i]] += 1
        elif columns.telling[i] & WARNING:
            tally.warnings[columns.supplier[i]] += 1
