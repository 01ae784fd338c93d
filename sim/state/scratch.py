"""Scratch paper for compiled loops: memory that is written over for every tile."""

from typing import Annotated, Any, Final, NamedTuple

import numpy.typing as npt

from sim.agents.customers import Columns
from sim.compiling import Stored, declared

Array = npt.NDArray[Any]
TILE: Final = 4096
"""Customers whose columns stay in the processor's cache while several processes run over them."""


class Paper(NamedTuple):
    """Scratch paper for the customers of one tile. K = needs, C = channels.

    Those concerned by a process are lined up; what it needs to know of them is gathered, worked on
    eight at a time, and written back. Who is in line has no sign, so that no index counts from the end.
    """

    owners: Annotated[Array, Stored("int64[TILE]", "neighbours who own one, by customer of the tile")]
    concerned: Annotated[Array, Stored("uint8[TILE]", "1 for customers of the tile who are to be lined up")]
    person: Annotated[Array, Stored("uint64[TILE + 1]", "who is in line")]
    listener: Annotated[Array, Stored("uint64[TILE * degree + 1]", "who hears a message")]
    message: Annotated[Array, Stored("uint64[TILE * degree + 1]", "what it says")]
    speaker: Annotated[Array, Stored("uint64[TILE * degree + 1]", "who said it")]
    who: Annotated[Array, Stored("uint64[TILE]", "number of the occasion for which people are in line")]
    choice: Annotated[Array, Stored("int64[TILE]", "the best offer so far")]
    supplier: Annotated[Array, Stored("int64[TILE]", "firm of the last purchase")]
    owned: Annotated[Array, Stored("int64[TILE]", "generation of the last purchase")]
    group: Annotated[Array, Stored("int64[TILE]", "segment")]
    advised: Annotated[
        Array,
        Stored(
            "int64[TILE]",
            "channel where advice was taken; C = nowhere though needed, C + 1 = not needed",
        ),
    ]
    habit: Annotated[Array, Stored("int64[TILE]", "channel used last, -1 = none")]
    strange: Annotated[Array, Stored("float64[C, TILE]", "how strange each channel is, in units of liking")]
    wanted: Annotated[Array, Stored("float64[K, TILE]", "ideal point today")]
    liking: Annotated[Array, Stored("float64[C, TILE]", "liking for a channel")]
    stickiness: Annotated[Array, Stored("float64[TILE]", "inertia towards the present supplier")]
    utility: Annotated[
        Array, Stored("float64[TILE]", "utility of the product at hand, before price and channel")
    ]
    sensitivity: Annotated[Array, Stored("float64[TILE]", "logits per unit of log price")]
    discount: Annotated[Array, Stored("float64[TILE]", "log of what a personal discount leaves")]
    arrived: Annotated[Array, Stored("float64[TILE]", "arrival of the offer at hand, and what leads to it")]
    time: Annotated[Array, Stored("float64[TILE]", "arrival of the best offer so far")]
    attitude: Annotated[Array, Stored("float64[TILE]", "attitudinal loyalty to the firm at hand")]
    distance: Annotated[Array, Stored("float64[TILE]", "how far the product at hand is from the ideal")]
    rate: Annotated[Array, Stored("float64[TILE]", "occasions a period")]
    customer: Annotated[Array, Stored("uint64[TILE]", "who has an experience, one a customer")]
    product: Annotated[Array, Stored("int64[TILE]", "with which product")]
    moment: Annotated[Array, Stored("uint64[TILE]", "number of the experience")]
    quality: Annotated[Array, Stored("float64[TILE]", "how good it is")]
    defects: Annotated[Array, Stored("float64[TILE]", "chance that something fails")]
    failed: Annotated[Array, Stored("float64[TILE]", "1 where something failed, else 0")]
    felt: Annotated[Array, Stored("float64[TILE]", "quality as it is felt")]
    expected: Annotated[Array, Stored("float64[TILE]", "quality that was expected")]
    satisfied: Annotated[Array, Stored("float64[TILE]", "satisfaction, 0..1")]


def new_paper(columns: Columns) -> Paper:
    """Empty scratch paper."""
    length = {
        "TILE": TILE,
        "TILE + 1": TILE + 1,
        "TILE * degree + 1": TILE * columns.neighbours.shape[1] + 1,
        "K": len(columns.ideal),
        "C": len(columns.channel_taste),
    }
    return Paper(*(stored.empty(length) for stored in declared(Paper, Stored).values()))
