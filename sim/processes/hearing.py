"""People hear from neighbours and from firms; awareness, reputation and loyalty form and fade."""

import numpy as np

from sim.agents.customers import Array, Columns
from sim.compiling import loop, part
from sim.market import Scene
from sim.mechanisms.crm.relationship_stages import is_customer
from sim.mechanisms.customers.awareness import raised
from sim.mechanisms.customers.word_of_mouth import heard
from sim.processes.lining import line_up
from sim.randomness import Word
from sim.rates import Rates

SHOWING, PRAISING, WARNING = 1, 2, 4
SPEAKING = PRAISING | WARNING


@loop
def hear_neighbours(scene: Scene, start: int, stop: int) -> None:
    """Listen to what neighbours told last period.

    A message is 0 from someone who owns nothing, else 1 + 2 tone + 8 firm, tone 0 = silent,
    1 = praise, 2 = warning. Writes: awareness, reputation, praised_by, praised_firm, paper.
    """
    columns, rates, paper = scene.columns, scene.rates, scene.paper
    for firm in range(columns.reputation.shape[0]):
        reputation = columns.reputation[firm, start:stop]
        for k in range(stop - start):
            reputation[k] = reputation[k] * rates.fading
    _look_around(scene, start, stop)
    for word in range(_listen(scene, start, stop)):
        _believe(columns, rates, paper.listener[word], paper.message[word])
        if rates.crm.referral:
            _remember_who_praised(columns, paper.listener[word], paper.message[word], paper.speaker[word])


@part
def _look_around(scene: Scene, start: int, stop: int) -> None:
    """How many neighbours own something, and whether any said something. Writes: paper."""
    told, neighbours = scene.columns.told, scene.columns.neighbours[start:stop]
    owners, concerned = scene.paper.owners, scene.paper.concerned
    for k in range(stop - start):
        count, words = np.uint16(0), np.uint16(0)
        for slot in range(neighbours.shape[1]):
            message = told[np.uint32(neighbours[k, slot])]
            count = np.uint16(count + (message & np.uint16(SHOWING)))
            words = np.uint16(words | message)
        owners[k] = count
        concerned[k] = 1 if words & np.uint16(SPEAKING) else 0


@part
def _listen(scene: Scene, start: int, stop: int) -> int:
    """Note down what the few neighbours who said something said, in their order; returns how many words."""
    columns, paper = scene.columns, scene.paper
    words = 0
    for b in range(line_up(paper.concerned[: stop - start], start, paper.person)):
        i = paper.person[b]
        for slot in range(columns.neighbours.shape[1]):
            message = np.uint64(columns.told[np.uint32(columns.neighbours[i, slot])])
            paper.listener[words] = i
            paper.message[words] = message
            paper.speaker[words] = np.uint32(columns.neighbours[i, slot])
            words += 1 if message & np.uint64(SPEAKING) else 0
    return words


@part
def _believe(columns: Columns, rates: Rates, i: Word, message: Word) -> None:
    firm = message >> np.uint64(3)
    praised = message & np.uint64(PRAISING)
    tone = 1.0 if praised else -1.0
    weight = rates.praise if praised else rates.warning
    columns.awareness[firm, i] = raised(float(columns.awareness[firm, i]), rates.told_awareness)
    columns.reputation[firm, i] = heard(float(columns.reputation[firm, i]), tone, weight)


@part
def _remember_who_praised(columns: Columns, i: Word, message: Word, speaker: Word) -> None:
    if message & np.uint64(PRAISING):
        columns.praised_by[i] = speaker
        columns.praised_firm[i] = message >> np.uint64(3)


@loop
def receive_messages(scene: Scene, start: int, stop: int) -> None:
    """Advertising and care reach people by stage; the rest fades. Writes: awareness, loyalty."""
    columns, posted, rates = scene.columns, scene.posted, scene.rates
    for firm in range(columns.awareness.shape[0]):
        stage = columns.stage[firm, start:stop]
        _reach(columns.awareness[firm, start:stop], stage, rates.remembering, posted.touch[firm])
        _reach(columns.loyalty[firm, start:stop], stage, rates.keeping, posted.bond[firm])
        if rates.crm.tiers:
            _care(
                columns.loyalty[firm, start:stop],
                stage,
                columns.tier[firm, start:stop],
                posted.tiers.bond[firm],
            )


@part
def _reach(level: Array, stage: Array, kept: float, shares: Array) -> None:
    """Let a level fade, and raise it by the share of each one's stage. Writes: level.

    Six numbers picked by comparing are faster than a table.
    """
    s0, s1, s2, s3, s4, s5 = shares[0], shares[1], shares[2], shares[3], shares[4], shares[5]
    for k in range(level.shape[0]):
        low = s0 if stage[k] == 0 else (s1 if stage[k] == 1 else s2)
        high = s3 if stage[k] == 3 else (s4 if stage[k] == 4 else s5)
        level[k] = raised(float(level[k]) * kept, low if stage[k] < 3 else high)


@part
def _care(loyalty: Array, stage: Array, tier: Array, bond: Array) -> None:
    """Care for the customers of a tier raises their loyalty. Writes: loyalty."""
    b0, b1, b2, b3, b4, b5 = bond[0], bond[1], bond[2], bond[3], bond[4], bond[5]
    if b0 + b1 + b2 + b3 + b4 + b5 == 0.0:
        return
    for k in range(loyalty.shape[0]):
        low = b0 if tier[k] == 0 else (b1 if tier[k] == 1 else b2)
        high = b3 if tier[k] == 3 else (b4 if tier[k] == 4 else b5)
        share = (low if tier[k] < 3 else high) if is_customer(stage[k]) else 0.0
        loyalty[k] = raised(float(loyalty[k]), share)
