"""Customers meet their supplier's service between purchases."""

from typing import Final

import numpy as np

from sim.agents.customers import Columns
from sim.compiling import loop, part
from sim.mechanisms.customers.cost_to_serve import contact_chance
from sim.processes.customers.choose import moment
from sim.processes.customers.judge import JUDGED, contact_quality, live_through, note
from sim.processes.customers.line_up import line_up, log_event
from sim.processes.customers.take_advice import CHANNELS_NOTED
from sim.randomness import Decision, uniform
from sim.state.counts import CONTACT
from sim.state.market import Scene
from sim.state.offers import Posted

CONTACT_LUCK = int(Decision.CONTACT)
CONTACT_MOMENT = 255

WRITES: Final = (*JUDGED, *CHANNELS_NOTED)
"""Columns that it may write."""


@loop
def have_contacts(scene: Scene, start: int, stop: int) -> None:
    """Customers meet their supplier's service between purchases.

    Writes: WRITES, tally, paper.
    """
    columns, posted, paper, met = scene.columns, scene.posted, scene.paper, 0
    for b in range(_meet_service(scene, start, stop)):
        i = paper.person[b]
        product = _owned_product(columns, posted, i)
        if product >= 0:
            log_event(scene.tally, CONTACT, i, 0, columns.supplier[i])
            paper.moment[met] = moment(i, CONTACT_MOMENT)
            _count_contact(scene, i)
            note(scene, met, i, product, contact_quality(scene, i, product, paper.moment[met]))
            met += 1
    live_through(scene, np.int64(met))


@part
def _meet_service(scene: Scene, start: int, stop: int) -> int:
    """Line up those who have a contact in this period; returns how many. Writes: paper."""
    key, paper = scene.posted.keys[CONTACT_LUCK], scene.paper
    supplier, concerned = scene.columns.supplier[start:stop], paper.concerned[: stop - start]
    chance = scene.rates.satisfaction.contact_chance
    if chance <= 0.0:
        return 0
    if scene.rates.cost_to_serve.is_on:
        need = scene.columns.service_need[start:stop]
        for k in range(stop - start):
            own = contact_chance(chance, float(need[k]))
            concerned[k] = 1 if (supplier[k] >= 0) & (uniform(key, np.uint64(start + k)) < own) else 0
    else:
        for k in range(stop - start):
            concerned[k] = 1 if (supplier[k] >= 0) & (uniform(key, np.uint64(start + k)) < chance) else 0
    count: int = line_up(concerned, start, paper.person)
    return count


@part
def _owned_product(columns: Columns, posted: Posted, i: int) -> int:
    for product in range(posted.product_firm.shape[0]):
        if (
            posted.product_firm[product] == columns.supplier[i]
            and posted.product_generation[product] == columns.generation[i]
        ):
            return product
    return -1


@part
def _count_contact(scene: Scene, i: int) -> None:
    """A contact costs the firm money, which its customer did not bring."""
    columns, firm = scene.columns, scene.columns.supplier[i]
    scene.tally.contacts[firm, columns.segment[i]] += 1
    if scene.rates.cost_to_serve.is_on:
        columns.contribution[firm, i] -= scene.rates.cost_to_serve.contact
