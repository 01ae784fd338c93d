"""The crowd as people: one object each, with a relationship to every firm. Slow, and easy to read."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from sim.agents.customers import Columns


class Stored:
    """Something whose fields are kept as the columns keep them: 32 bits for a number with a fraction."""

    in_32_bits: ClassVar[frozenset[str]] = frozenset()

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, float(np.float32(value)) if name in self.in_32_bits else value)


@dataclass
class Relation(Stored):
    """One person's relationship with one firm."""

    in_32_bits: ClassVar[frozenset[str]] = frozenset(
        {"taste", "awareness", "reputation", "expectation", "satisfaction", "loyalty", "learnt", "stock"}
    )
    taste: float
    awareness: float
    reputation: float
    expectation: float
    satisfaction: float
    loyalty: float
    first: int
    last: int
    purchases: int
    money: int
    contribution: int
    stage: int
    offer: int
    defaults: int
    tier: int
    learnt: float
    complaint: int
    referrer: int
    stock: float


@dataclass
class Person(Stored):
    """One customer. ``supplier`` and ``generation`` are None for somebody who has none."""

    number: int
    segment: int
    potential: int
    ideal: list[float]
    drift: float
    quiet: float
    price_sensitivity: float
    stickiness: float
    order_size: int
    channel_taste: list[float]
    neighbours: list[int]
    supplier: int | None
    generation: int | None
    since: int
    occasions: int
    told: int
    telling: int
    service_need: float
    default_chance: float
    praised_by: int
    praised_firm: int
    habit: int
    visited: int
    practice: list[int]
    relations: list[Relation]


PER_FIRM = tuple(Relation.__annotations__)[1:]
ALONE = tuple(
    name
    for name in Columns._fields
    if name in Person.__annotations__
    and name not in {"ideal", "channel_taste", "neighbours", "supplier", "generation", "practice"}
)
WRITTEN_ALONE = (
    "since",
    "potential",
    "occasions",
    "told",
    "telling",
    "praised_by",
    "praised_firm",
    "habit",
    "visited",
)


def people_from(columns: Columns) -> list[Person]:
    """Everybody in the arrays, as objects."""
    return [_person(columns, i) for i in range(len(columns.segment))]


def _person(columns: Columns, i: int) -> Person:
    firms = range(columns.taste.shape[0])
    supplier, generation = int(columns.supplier[i]), int(columns.generation[i])
    return Person(
        number=i,
        ideal=columns.ideal[:, i].tolist(),
        channel_taste=columns.channel_taste[:, i].tolist(),
        neighbours=columns.neighbours[i].tolist(),
        practice=columns.practice[:, i].tolist() if columns.practice.shape[1] else [],
        supplier=supplier if supplier >= 0 else None,
        generation=generation if generation >= 0 else None,
        relations=[
            Relation(**{name: _kept(getattr(columns, name)[f], i) for name in PER_FIRM}) for f in firms
        ],
        **{name: _kept(getattr(columns, name), i) for name in ALONE},
    )


def _kept(column: Any, i: int) -> Any:
    """What a column says of somebody; nothing in a market that does not keep it."""
    return column[i].item() if len(column) else 0


def write_back(people: list[Person], columns: Columns) -> None:
    """Put everybody's state back into the arrays, where firms look."""
    for person in people:
        i = person.number
        columns.supplier[i] = -1 if person.supplier is None else person.supplier
        columns.generation[i] = -1 if person.generation is None else person.generation
        for name in WRITTEN_ALONE:
            if len(getattr(columns, name)):
                getattr(columns, name)[i] = getattr(person, name)
        if person.practice:
            columns.practice[:, i] = person.practice
        for f, relation in enumerate(person.relations):
            for name in PER_FIRM:
                if getattr(columns, name).shape[-1]:
                    getattr(columns, name)[f, i] = getattr(relation, name)
