"""People hear from neighbours and from firms; awareness, reputation and loyalty form and fade."""

from typing import Final

import numpy as np

from sim.agents.customers import Columns
from sim.compiling import loop, part
from sim.mechanisms.customers.awareness import raised
from sim.mechanisms.customers.word_of_mouth import WordOfMouthInPeriod, heard
from sim.processes.customers.line_up import line_up
from sim.randomness import Word
from sim.state.market import Scene

SHOWING, PRAISING, WARNING = 1, 2, 4

SPEAKING = PRAISING | WARNING

WRITES: Final = ("awareness", "reputation", "praised_by", "praised_firm")
"""Columns that it may write."""


@loop
def hear_neighbours(scene: Scene, start: int, stop: int) -> None:
    """Listen to what neighbours told last period.

    A message is 0 from someone who owns nothing, else 1 + 2 tone + 8 firm, tone 0 = silent,
    1 = praise, 2 = warning. Writes: WRITES, paper.
    """
    columns, law, paper = scene.columns, scene.rates.word_of_mouth, scene.paper
    for firm in range(columns.reputation.shape[0]):
        reputation = columns.reputation[firm, start:stop]
        for k in range(stop - start):
            reputation[k] = reputation[k] * law.kept
    _look_around(scene, start, stop)
    for word in range(_listen(scene, start, stop)):
        _believe(columns, law, paper.listener[word], paper.message[word])
        if scene.rates.referral.is_on:
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
def _believe(columns: Columns, law: WordOfMouthInPeriod, i: Word, message: Word) -> None:
    firm = message >> np.uint64(3)
    praised = message & np.uint64(PRAISING)
    tone = 1.0 if praised else -1.0
    weight = law.praise if praised else law.warning
    columns.awareness[firm, i] = raised(float(columns.awareness[firm, i]), law.told_awareness)
    columns.reputation[firm, i] = heard(float(columns.reputation[firm, i]), tone, weight)


@part
def _remember_who_praised(columns: Columns, i: Word, message: Word, speaker: Word) -> None:
    if message & np.uint64(PRAISING):
        columns.praised_by[i] = speaker
        columns.praised_firm[i] = message >> np.uint64(3)
