"""Customers are counted by stage, tier and segment, with how they feel."""

from typing import Final

import numpy as np

from sim.agents.customers import Array
from sim.compiling import loop, part
from sim.mechanisms.crm.relationship_stages import is_customer
from sim.processes.customers.line_up import counted
from sim.processes.customers.move_stages import NOT_MARKED, PRESENT
from sim.state.counting import FIXED_POINT
from sim.state.market import Scene

PARTS: Final = np.float32(FIXED_POINT)

WRITES: Final = ()
"""Columns that it may write."""


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
        if scene.rates.relationship_strategy.is_on:
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
        felt = np.int32(feeling[k] * PARTS) if marks[k] == mark else np.int32(0)
        total = np.int32(total + felt)
    return int(total)
