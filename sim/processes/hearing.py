"""People hear from neighbours and from firms; awareness, reputation and loyalty form and fade."""

from sim.agents.customers import Columns
from sim.compiling import kernel, part
from sim.market import Scene
from sim.mechanisms.customers.awareness import raised
from sim.mechanisms.customers.word_of_mouth import heard
from sim.rates import Rates


@kernel
def hear_neighbours(scene: Scene, start: int, stop: int) -> None:
    """Listen to what neighbours told last period. Writes: awareness, reputation, paper.owners.

    A message is 0 from someone who owns nothing, else 1 + 2 tone + 8 firm, tone 0 = silent,
    1 = praise, 2 = warning.
    """
    columns, rates = scene.columns, scene.rates
    for firm in range(columns.reputation.shape[0]):
        reputation = columns.reputation[firm, start:stop]
        for k in range(stop - start):
            reputation[k] = reputation[k] * rates.fading
    for i in range(start, stop):
        count, words = 0, 0
        for slot in range(columns.neighbours.shape[1]):
            message = int(columns.told[columns.neighbours[i, slot]])
            count += message & 1
            words |= message
        if words & 6:
            _listen(columns, rates, i)
        scene.paper.owners[i - start] = count


@part
def _listen(columns: Columns, rates: Rates, i: int) -> None:
    """Take in what the few neighbours who said something said, in their order."""
    for slot in range(columns.neighbours.shape[1]):
        message = int(columns.told[columns.neighbours[i, slot]])
        if message & 6:
            _believe(columns, rates, i, message)


@part
def _believe(columns: Columns, rates: Rates, i: int, message: int) -> None:
    firm = message >> 3
    praised = message & 2
    tone = 1.0 if praised else -1.0
    weight = rates.praise if praised else rates.warning
    columns.awareness[firm, i] = raised(float(columns.awareness[firm, i]), rates.told_awareness)
    columns.reputation[firm, i] = heard(float(columns.reputation[firm, i]), tone, weight)


@kernel
def receive_messages(scene: Scene, start: int, stop: int) -> None:
    """Advertising and care reach people by stage; the rest fades. Writes: awareness, loyalty."""
    columns, posted, rates = scene.columns, scene.posted, scene.rates
    for firm in range(columns.awareness.shape[0]):
        touch, bond = posted.touch[firm], posted.bond[firm]
        stage = columns.stage[firm, start:stop]
        awareness = columns.awareness[firm, start:stop]
        loyalty = columns.loyalty[firm, start:stop]
        for k in range(stop - start):
            awareness[k] = raised(float(awareness[k]) * rates.remembering, touch[stage[k]])
            loyalty[k] = raised(float(loyalty[k]) * rates.keeping, bond[stage[k]])
