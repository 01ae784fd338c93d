"""People concerned by a process are lined up, so that it looks at nobody else."""

from typing import Final

import numpy as np

from sim.agents.customers import Array
from sim.compiling import part
from sim.state.counts import Tally

ABREAST: Final = 16
"""People on whom the processor works at a time, or a multiple; tiles are whole multiples of it."""


@part
def line_up(concerned: Array, start: int, person: Array) -> int:
    """Line up those not marked 0 among the customers from `start` on; returns how many. Writes: person."""
    count = 0
    for k in range(concerned.shape[0]):
        person[count] = start + k
        count += 1 if concerned[k] != 0 else 0
    return count


@part
def abreast(count: int) -> int:
    """Length of a line with its last row filled up.

    Long computations go over full rows, because the compiler does what is left over one by one;
    what they find for the places filled up is never read.
    """
    return (count + ABREAST - 1) // ABREAST * ABREAST


@part
def gather(column: Array, person: Array, count: int, into: Array) -> None:
    """Copy what a column says of those in line. Writes: into."""
    for b in range(count):
        into[b] = column[person[b]]


@part
def counted(values: Array, value: int) -> int:
    """How often a value stands in a column, for at most one tile, so that a small number suffices."""
    count = np.uint16(0)
    for k in range(values.shape[0]):
        count = np.uint16(count + np.uint16(values[k] == value))
    return int(count)


@part
def log_event(tally: Tally, event: int, i: int, occasion: int, firm: int) -> bool:
    """Note an event down, if events are kept; what else is known of it goes into the same row."""
    if tally.events.shape[0] == 0:
        return False
    row = tally.logged[0]
    tally.events[row, 0] = event
    tally.events[row, 1] = i
    tally.events[row, 2] = occasion
    tally.events[row, 3] = firm
    tally.logged[0] = row + 1
    return True
