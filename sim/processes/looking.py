"""Occasions arise: first need, replacement, renewal, or a count of repeat purchases."""

import numpy as np

from sim.compiling import kernel
from sim.market import Scene
from sim.maths import log
from sim.randomness import Decision, poisson_count, uniform

OCCASION = int(Decision.OCCASION)
MOST_AT_ONCE = 200


@kernel
def have_occasions(scene: Scene, start: int, stop: int) -> None:
    """Count everybody's occasions to buy in this period. Writes: occasions."""
    if scene.rates.repeat:
        _repeat_occasions(scene, start, stop)
    else:
        _single_occasions(scene, start, stop)


@kernel
def _repeat_occasions(scene: Scene, start: int, stop: int) -> None:
    columns, key = scene.columns, scene.posted.keys[OCCASION]
    occasions, quiet = columns.occasions[start:stop], columns.quiet[start:stop]
    for k in range(stop - start):
        occasions[k] = 1 if uniform(key, np.uint64(start + k)) >= quiet[k] else 0
    for i in range(start, stop):
        if columns.occasions[i]:
            rate = -log(float(columns.quiet[i]))
            columns.occasions[i] = min(poisson_count(uniform(key, np.uint64(i)), rate), MOST_AT_ONCE)
        if columns.potential[i] == 0:
            columns.occasions[i] = 0


@kernel
def _single_occasions(scene: Scene, start: int, stop: int) -> None:
    columns, posted, rates = scene.columns, scene.posted, scene.rates
    key = posted.keys[OCCASION]
    for i in range(start, stop):
        age = posted.period - int(columns.since[i])
        if columns.supplier[i] < 0:
            chance = rates.looking[scene.paper.owners[i - start]] if columns.potential[i] else 0.0
        elif rates.term > 0:
            chance = 1.0 if age >= rates.term else 0.0
        else:
            chance = rates.due[min(age, rates.due.shape[0] - 1)]
        columns.occasions[i] = 1 if uniform(key, np.uint64(i)) < chance else 0
