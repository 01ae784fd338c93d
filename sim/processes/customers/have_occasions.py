"""Occasions arise: first need, replacement, renewal, or a count of repeat purchases."""

from typing import Final

import numpy as np

from sim.compiling import loop
from sim.maths import log
from sim.processes.customers.line_up import abreast, gather, line_up
from sim.randomness import Decision, poisson_count, uniform
from sim.state.market import Scene

OCCASION = int(Decision.OCCASION)
MOST_AT_ONCE = 200

WRITES: Final = ("occasions",)
"""Columns that it may write."""


@loop
def have_occasions(scene: Scene, start: int, stop: int) -> None:
    """Count everybody's occasions to buy in this period. Writes: WRITES, paper."""
    if scene.rates.uncertain_demand.is_repeat:
        _repeat_occasions(scene, start, stop)
        if scene.rates.adoption.trial:
            _trial_occasions(scene, start, stop)
    else:
        _single_occasions(scene, start, stop)


@loop
def _repeat_occasions(scene: Scene, start: int, stop: int) -> None:
    columns, paper, key = scene.columns, scene.paper, scene.posted.keys[OCCASION]
    occasions, quiet = columns.occasions[start:stop], columns.quiet[start:stop]
    potential = columns.potential[start:stop]
    for k in range(stop - start):
        has_some = (uniform(key, np.uint64(start + k)) >= quiet[k]) & (potential[k] != 0)
        occasions[k] = 1 if has_some else 0
    count = line_up(occasions, start, paper.person)
    person, rate = paper.person, paper.rate
    gather(columns.quiet, person, count, rate)
    for b in range(abreast(count)):
        rate[b] = -log(rate[b])
    for b in range(count):
        i = person[b]
        columns.occasions[i] = min(poisson_count(uniform(key, i), rate[b]), MOST_AT_ONCE)


@loop
def _trial_occasions(scene: Scene, start: int, stop: int) -> None:
    """Those who have never bought look for a first purchase instead; own rates begin after it."""
    columns, looking, key = scene.columns, scene.rates.adoption.looking, scene.posted.keys[OCCASION]
    for i in range(start, stop):
        if columns.generation[i] < 0:
            looks = uniform(key, np.uint64(i)) < looking[scene.paper.owners[i - start]]
            columns.occasions[i] = 1 if looks & (columns.potential[i] != 0) else 0


@loop
def _single_occasions(scene: Scene, start: int, stop: int) -> None:
    columns, posted, rates = scene.columns, scene.posted, scene.rates
    looking, due, term = rates.adoption.looking, rates.replacement.due, rates.renewal.term
    key = posted.keys[OCCASION]
    for i in range(start, stop):
        age = posted.period - int(columns.since[i])
        if columns.supplier[i] < 0:
            chance = looking[scene.paper.owners[i - start]] if columns.potential[i] else 0.0
        elif term > 0:
            chance = 1.0 if age >= term else 0.0
        else:
            chance = due[min(age, due.shape[0] - 1)]
        columns.occasions[i] = 1 if uniform(key, np.uint64(i)) < chance else 0
