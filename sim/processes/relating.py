"""Relationships move through their stages; people get ready to tell what they think."""

import numpy as np

from sim.agents.customers import Array
from sim.compiling import loop, part
from sim.market import OWNERS, Scene
from sim.mechanisms.crm.relationship_stages import ATTRACTION, LOST, history, is_customer, is_silent, stage_of
from sim.mechanisms.customers.word_of_mouth import talk_chance
from sim.processes.hearing import PRAISING, SHOWING, WARNING
from sim.processes.lining import counted, line_up
from sim.randomness import Decision, uniform

TALK = int(Decision.TALK)
FIXED_POINT = np.float32(65536.0)
PRESENT = 1
NOT_MARKED = 255


@loop
def move_stages(scene: Scene, start: int, stop: int) -> None:
    """Everybody's stage with every firm, by recency and frequency; for at most one tile.

    Writes: stage, tally, paper.
    """
    columns, posted, rates, tally = scene.columns, scene.posted, scene.rates, scene.tally
    supplier, person = columns.supplier[start:stop], scene.paper.person
    losing = scene.paper.concerned[: stop - start]
    for firm in range(columns.stage.shape[0]):
        stages, purchases = columns.stage[firm, start:stop], columns.purchases[firm, start:stop]
        first, last = columns.first[firm, start:stop], columns.last[firm, start:stop]
        closed = posted.active[firm] == 0
        lost = np.int32(0)
        for k in range(stop - start):
            bought = float(purchases[k])
            spread = history(float(first[k]), float(last[k]), rates.usual_gap)
            silence = posted.period - float(last[k])
            is_missed = is_silent(silence, bought, spread, rates.care_after)
            stage = stage_of(bought, is_missed, rates.account_purchases)
            gone = is_silent(silence, bought, spread, rates.lost_after) | closed
            gone = gone | (rates.exclusive & (supplier[k] != firm))
            stage = LOST if gone and stage != ATTRACTION else stage
            is_lost = (stage == LOST) & is_customer(stages[k])
            losing[k] = is_lost
            lost = np.int32(lost + np.int32(is_lost))
            stages[k] = stage
        # Segments of the few who are lost are looked up afterwards: in the loop they would double its time.
        for b in range(line_up(losing, start, person) if lost > 0 else 0):
            tally.lost[firm, columns.segment[person[b]]] += 1
            if rates.crm.tiers:
                tally.tier_lost[firm, columns.tier[firm, person[b]]] += 1


@loop
def count_relationships(scene: Scene, start: int, stop: int) -> None:
    """Customers by stage, and how they feel; for at most one tile. Writes: tally, paper."""
    columns, tally = scene.columns, scene.tally
    for firm in range(columns.stage.shape[0]):
        stages = columns.stage[firm, start:stop]
        _mark_present(scene, stages)
        present = scene.paper.concerned[: stages.shape[0]]
        tally.satisfaction[firm] += _sum(columns.satisfaction[firm, start:stop], present, PRESENT)
        tally.loyalty[firm] += _sum(columns.loyalty[firm, start:stop], present, PRESENT)
        for stage in range(tally.stages.shape[1]):
            tally.stages[firm, stage] += counted(stages, stage)
        _mark(scene, stages, columns.segment[start:stop])
        segments = scene.paper.concerned[: stages.shape[0]]
        for segment in range(tally.segment_customers.shape[1]):
            tally.segment_customers[firm, segment] += counted(segments, segment)
        if scene.rates.crm.tiers:
            _count_tiers(scene, firm, start, stop)


@part
def _count_tiers(scene: Scene, firm: int, start: int, stop: int) -> None:
    """Customers of a firm by tier, and how satisfied they are. Writes: tally, paper.concerned."""
    columns, tally = scene.columns, scene.tally
    _mark(scene, columns.stage[firm, start:stop], columns.tier[firm, start:stop])
    tiers = scene.paper.concerned[: stop - start]
    for tier in range(tally.tier_customers.shape[1]):
        heads = counted(tiers, tier)
        if heads > 0:
            tally.tier_customers[firm, tier] += heads
            tally.tier_satisfaction[firm, tier] += _sum(columns.satisfaction[firm, start:stop], tiers, tier)


@part
def _mark_present(scene: Scene, stages: Array) -> None:
    """Mark customers with PRESENT, the rest with 0. Writes: paper.concerned."""
    marked = scene.paper.concerned
    for k in range(stages.shape[0]):
        marked[k] = PRESENT if is_customer(stages[k]) else 0


@part
def _mark(scene: Scene, stages: Array, marks: Array) -> None:
    """Copy the marks (a segment, a tier) of customers; the rest get NOT_MARKED. Writes: paper.concerned."""
    marked = scene.paper.concerned
    for k in range(stages.shape[0]):
        marked[k] = marks[k] if is_customer(stages[k]) else NOT_MARKED


@part
def _sum(feeling: Array, marks: Array, mark: int) -> int:
    """Sum over those with a mark, in 1/65536; a product with a power of two is exact in 32 bits too."""
    total = np.int32(0)
    for k in range(marks.shape[0]):
        felt = np.int32(feeling[k] * FIXED_POINT) if marks[k] == mark else np.int32(0)
        total = np.int32(total + felt)
    return int(total)


@loop
def tell(scene: Scene, start: int, stop: int) -> None:
    """Owners show what they own; the satisfied praise it and the dissatisfied warn.

    Writes: telling, tally, paper.
    """
    columns, rates, tally = scene.columns, scene.rates, scene.tally
    supplier, telling = columns.supplier[start:stop], columns.telling[start:stop]
    satisfied = scene.paper.satisfied
    _recall(scene, start, stop)
    key, owners = scene.posted.keys[TALK], np.int32(0)
    for k in range(stop - start):
        talks = uniform(key, np.uint64(start + k)) < talk_chance(satisfied[k], rates.calm, rates.talk)
        is_heard, owns = start + k < rates.connected, supplier[k] >= 0
        tone = (PRAISING if satisfied[k] > rates.calm else WARNING) if talks & is_heard else 0
        shown = SHOWING if is_heard else 0
        telling[k] = shown + tone + 8 * int(supplier[k]) if owns else 0
        owners = np.int32(owners + np.int32(owns))
    tally.market[OWNERS] += owners
    for firm in range(columns.satisfaction.shape[0]):
        tally.praise[firm] += counted(telling, SHOWING + PRAISING + 8 * firm)
        tally.warnings[firm] += counted(telling, SHOWING + WARNING + 8 * firm)


@part
def _recall(scene: Scene, start: int, stop: int) -> None:
    """How satisfied everybody is with the own supplier. Writes: paper.satisfied."""
    columns, satisfied = scene.columns, scene.paper.satisfied
    supplier = columns.supplier[start:stop]
    for k in range(stop - start):
        satisfied[k] = 0.0
    for firm in range(columns.satisfaction.shape[0]):
        satisfaction = columns.satisfaction[firm, start:stop]
        for k in range(stop - start):
            satisfied[k] = float(satisfaction[k]) if supplier[k] == firm else satisfied[k]
