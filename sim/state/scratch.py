"""Scratch paper for compiled loops: memory that is written over for every tile."""

from typing import Any, Final, NamedTuple

import numpy as np

from sim.agents.customers import Columns

TILE: Final = 4096
"""Customers whose columns stay in the processor's cache while several processes run over them."""


class Paper(NamedTuple):
    """Scratch paper for the customers of one tile. K = needs, C = channels; [TILE] unless said otherwise.

    Those concerned by a process are lined up; what it needs to know of them is gathered, worked on
    eight at a time, and written back.
    """

    owners: Any
    """int64: neighbours who own one, by customer of the tile."""
    concerned: Any
    """uint8: 1 for the customers of the tile who are to be lined up."""
    person: Any
    """uint64[TILE + 1]: who is in line. Without a sign, here and below: no index counts from the end."""
    listener: Any
    """uint64[TILE * degree + 1]: who hears a message."""
    message: Any
    """uint64[TILE * degree + 1]: what it says."""
    speaker: Any
    """uint64[TILE * degree + 1]: who said it."""
    who: Any
    """uint64: number of the occasion for which people are in line."""
    choice: Any
    """int64: the best offer so far."""
    supplier: Any
    """int64."""
    owned: Any
    """int64: generation of the last purchase."""
    group: Any
    """int64: segment."""
    advised: Any
    """int64: channel where advice was taken; C = nowhere though needed, C + 1 = not needed."""
    habit: Any
    """int64: channel used last, -1 = none."""
    strange: Any
    """float64[C, TILE]: how strange each channel is, in units of liking."""
    wanted: Any
    """float64[K, TILE]: ideal point today."""
    liking: Any
    """float64[C, TILE]."""
    stickiness: Any
    """float64, as all that follow unless said otherwise."""
    utility: Any
    sensitivity: Any
    discount: Any
    arrived: Any
    time: Any
    """Arrival of the best offer so far."""
    attitude: Any
    distance: Any
    rate: Any
    customer: Any
    """uint64: who has an experience, one a customer."""
    product: Any
    """int64: with which product."""
    moment: Any
    """uint64: number of the experience."""
    quality: Any
    defects: Any
    failed: Any
    """1 where something failed, else 0."""
    felt: Any
    expected: Any
    satisfied: Any


def new_paper(columns: Columns) -> Paper:
    """Empty scratch paper."""
    shapes = {
        "person": (TILE + 1,),
        "listener": (TILE * columns.neighbours.shape[1] + 1,),
        "message": (TILE * columns.neighbours.shape[1] + 1,),
        "speaker": (TILE * columns.neighbours.shape[1] + 1,),
        "wanted": (len(columns.ideal), TILE),
        "liking": (len(columns.channel_taste), TILE),
        "strange": (len(columns.channel_taste), TILE),
    }
    kinds = {
        **dict.fromkeys(
            ("owners", "choice", "supplier", "product", "owned", "group", "advised", "habit"), np.int64
        ),
        **dict.fromkeys(("person", "listener", "message", "speaker", "who", "customer", "moment"), np.uint64),
        "concerned": np.uint8,
    }
    return Paper(
        *(np.zeros(shapes.get(name, (TILE,)), dtype=kinds.get(name, np.float64)) for name in Paper._fields)
    )
