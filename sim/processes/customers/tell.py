"""Whoever was pleased or angered tells the neighbours."""

from typing import Final

import numpy as np

from sim.compiling import loop, part
from sim.mechanisms.customers.word_of_mouth import talk_chance
from sim.processes.customers.hear_neighbours import PRAISING, SHOWING, WARNING
from sim.processes.customers.line_up import counted
from sim.processes.customers.move_stages import TALK
from sim.randomness import uniform
from sim.state.counts import OWNERS
from sim.state.market import Scene

WRITES: Final = ("telling",)
"""Columns that it may write."""


@loop
def tell(scene: Scene, start: int, stop: int) -> None:
    """Owners show what they own; the satisfied praise it and the dissatisfied warn.

    Writes: WRITES, tally, paper.
    """
    columns, law, tally = scene.columns, scene.rates.word_of_mouth, scene.tally
    supplier, telling = columns.supplier[start:stop], columns.telling[start:stop]
    satisfied = scene.paper.satisfied
    _recall(scene, start, stop)
    key, owners = scene.posted.keys[TALK], np.int32(0)
    for k in range(stop - start):
        talks = uniform(key, np.uint64(start + k)) < talk_chance(satisfied[k], law.calm, law.talk)
        is_heard, owns = start + k < law.connected, supplier[k] >= 0
        tone = (PRAISING if satisfied[k] > law.calm else WARNING) if talks & is_heard else 0
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
