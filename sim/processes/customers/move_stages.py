"""Relationships move through their stages; people get ready to tell what they think."""

from typing import Final

import numpy as np

from sim.compiling import loop
from sim.mechanisms.crm.relationship_stages import ATTRACTION, LOST, history, is_customer, is_silent, stage_of
from sim.processes.customers.line_up import line_up
from sim.randomness import Decision
from sim.state.market import Scene

TALK = int(Decision.TALK)

PRESENT = 1

NOT_MARKED = 255

WRITES: Final = ("stage",)
"""Columns that it may write."""


@loop
def move_stages(scene: Scene, start: int, stop: int) -> None:
    """Everybody's stage with every firm, by recency and frequency; for at most one tile.

    Writes: WRITES, tally, paper.
    """
    columns, posted, rates, tally = scene.columns, scene.posted, scene.rates, scene.tally
    law, is_exclusive = rates.relationship_stages, rates.uncertain_demand.is_exclusive
    supplier, person = columns.supplier[start:stop], scene.paper.person
    losing = scene.paper.concerned[: stop - start]
    for firm in range(columns.stage.shape[0]):
        stages, purchases = columns.stage[firm, start:stop], columns.purchases[firm, start:stop]
        first, last = columns.first[firm, start:stop], columns.last[firm, start:stop]
        closed = posted.active[firm] == 0
        lost = np.int32(0)
        for k in range(stop - start):
            bought = float(purchases[k])
            spread = history(float(first[k]), float(last[k]), law.usual_gap)
            silence = posted.period - float(last[k])
            is_missed = is_silent(silence, bought, spread, law.care_after)
            stage = stage_of(bought, is_missed, law.account_purchases)
            gone = is_silent(silence, bought, spread, law.lost_after) | closed
            gone = gone | (is_exclusive & (supplier[k] != firm))
            stage = LOST if gone and stage != ATTRACTION else stage
            is_lost = (stage == LOST) & is_customer(stages[k])
            losing[k] = is_lost
            lost = np.int32(lost + np.int32(is_lost))
            stages[k] = stage
        # Segments of the few who are lost are looked up afterwards: in the loop they would double its time.
        for b in range(line_up(losing, start, person) if lost > 0 else 0):
            tally.lost[firm, columns.segment[person[b]]] += 1
            if rates.relationship_strategy.is_on:
                tally.tier_lost[firm, columns.tier[firm, person[b]]] += 1
