"""Customers: one array per trait and state, ``person(i)`` shows one of them.

Arrays are laid out [firm, customer] so that a loop over customers reads memory in a row.
"""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.mechanisms.base import Mechanism
from sim.mechanisms.crm.relationship_stages import Stage
from sim.scenario.scenario import Scenario

Array = npt.NDArray[Any]

NOT_REACHED: Final = -1e30
"""Liking for a channel that a person cannot use."""

NOBODY: Final = -1


class Columns(NamedTuple):
    """Everything that is known of every customer. n = customers, F = firms, C = channels, K = needs."""

    segment: Array
    """uint8[n]: index of the segment."""
    potential: Array
    """uint8[n]: 1 if the person will ever want to buy in the category."""
    ideal: Array
    """float32[K, n]: ideal point at the start, in need space."""
    drift: Array
    """float32[n]: movement of the ideal along the first need, a year."""
    quiet: Array
    """float32[n]: chance of no occasion to buy in a period (repeat-purchase goods)."""
    price_sensitivity: Array
    """float32[n]: logits per unit of log price."""
    stickiness: Array
    """float32[n]: inertia towards the present supplier, in logits."""
    order_size: Array
    """int16[n]: units per purchase."""
    taste: Array
    """float32[F, n]: liking for a brand, in logits."""
    channel_taste: Array
    """float32[C, n]: liking for a channel, in logits; NOT_REACHED where it cannot be used."""
    neighbours: Array
    """int32[n, degree]: whom one listens to; oneself if isolated."""
    supplier: Array
    """int8[n]: firm of the last purchase or the running contract; NOBODY if none."""
    generation: Array
    """int8[n]: generation of the last purchase; NOBODY before the first."""
    since: Array
    """int16[n]: period of the last purchase (may lie before the start)."""
    awareness: Array
    """float32[F, n]: chance that the firm comes to mind, 0..1."""
    reputation: Array
    """float32[F, n]: what one has heard, -1..1."""
    expectation: Array
    """float32[F, n]: expected quality, 0..1."""
    satisfaction: Array
    """float32[F, n]: satisfaction, 0..1 (index / 100)."""
    loyalty: Array
    """float32[F, n]: attitudinal loyalty, 0..1."""
    first: Array
    """int16[F, n]: period of the first purchase."""
    last: Array
    """int16[F, n]: period of the latest purchase."""
    purchases: Array
    """uint16[F, n]: purchases made."""
    money: Array
    """int64[F, n]: money spent since the start, in cents."""
    contribution: Array
    """int64[F, n]: what of it is left after production, commission and cost of the sales, in cents."""
    stage: Array
    """uint8[F, n]: stage of the relationship (`Stage`)."""
    offer: Array
    """uint8[F, n]: personal discount on offer, in percent; 128 more if it is made to court."""
    occasions: Array
    """uint8[n]: occasions to buy this period."""
    told: Array
    """uint16[n]: message of last period (0 = owns nothing, else 1 + 2 tone + 8 firm)."""
    telling: Array
    """uint16[n]: message of this period."""
    service_need: Array
    """float32[n]: service contacts relative to the mean; kept if they have a cost."""
    default_chance: Array
    """float32[n]: chance not to pay an order on account; kept if bills may stay unpaid."""
    defaults: Array
    """uint8[F, n]: orders never paid; kept if bills may stay unpaid."""
    tier: Array
    """uint8[F, n]: tier in which the firm has put the customer, 0 = none; kept if firms can treat tiers."""
    learnt: Array
    """float32[F, n]: what the firm has learnt about the customer, 0..1; kept if anything is learnt."""
    complaint: Array
    """uint8[F, n]: 0 = nothing failed yet, else 1 + outcome of the latest failure; kept if any complain."""
    praised_by: Array
    """int32[n]: who last praised a firm to one, -1 = nobody; as the next two, kept if referrals count."""
    praised_firm: Array
    """int8[n]: which firm."""
    referrer: Array
    """int32[F, n]: who is credited for the customer, -1 = nobody."""
    habit: Array
    """int8[n]: channel used last, NOBODY if none; as the next, kept if tasks have channels of their own."""
    visited: Array
    """uint16[n]: channels used so far, a bit each."""
    practice: Array
    """uint8[C, n]: uses of a channel so far; kept if channels can be strange."""
    stock: Array
    """float32[F, n]: units of the firm's goods in stock for resale; kept if classes decide by own rules."""


@dataclass(frozen=True)
class Customers:
    """The crowd."""

    columns: Columns
    firms: tuple[str, ...]
    channels: tuple[str, ...]
    segments: tuple[str, ...]

    def __len__(self) -> int:
        return int(self.columns.segment.shape[0])

    @property
    def bytes_each(self) -> float:
        """Memory per customer, in bytes."""
        return sum(column.nbytes for column in self.columns) / max(len(self), 1)

    def person(self, index: int) -> dict[str, Any]:
        """One customer as a plain dictionary, firms and channels by name.

        Raises
        ------
        IndexError
            If there is no such person.
        """
        if not 0 <= index < len(self):
            raise IndexError(f"person {index} of {len(self)}")
        return {
            name: self._shown(name, np.take(column, index, axis=0 if name == "neighbours" else -1))
            for name, column in self.columns._asdict().items()
            if column.shape[0 if name == "neighbours" else -1] > 0
        }

    def _shown(self, name: str, value: Array) -> object:
        if name == "segment":
            return self.segments[int(value)]
        if name == "supplier":
            return None if value < 0 else self.firms[int(value)]
        if name == "channel_taste":
            return dict(zip(self.channels, value.tolist(), strict=True))
        if name == "stage":
            return {firm: Stage(int(v)).name.lower() for firm, v in zip(self.firms, value, strict=True)}
        if np.ndim(value) and name not in {"ideal", "neighbours"}:
            return dict(zip(self.firms, value.tolist(), strict=True))
        return value.tolist()


def empty_columns(scenario: Scenario) -> Columns:
    """Columns of the right shapes and types, all zero."""
    n, firms, channels = scenario.customers, len(scenario.firms), len(scenario.channels)
    needs = len(next(iter(scenario.generations.values())).frontier)
    network = scenario.mechanisms.customers.word_of_mouth
    degree = network.neighbours if network.is_on else 0

    def each(kind: npt.DTypeLike, *shape: int) -> npt.NDArray[Any]:
        return np.zeros((*shape, n), dtype=kind)

    return Columns(
        segment=each("u1"),
        potential=each("u1"),
        ideal=each("f4", needs),
        drift=each("f4"),
        quiet=each("f4"),
        price_sensitivity=each("f4"),
        stickiness=each("f4"),
        order_size=each("i2"),
        taste=each("f4", firms),
        channel_taste=each("f4", channels),
        neighbours=np.zeros((n, degree), dtype=np.int32),
        supplier=each("i1"),
        generation=each("i1"),
        since=each("i2"),
        awareness=each("f4", firms),
        reputation=each("f4", firms),
        expectation=each("f4", firms),
        satisfaction=each("f4", firms),
        loyalty=each("f4", firms),
        first=each("i2", firms),
        last=each("i2", firms),
        purchases=each("u2", firms),
        money=each("i8", firms),
        contribution=each("i8", firms),
        stage=each("u1", firms),
        offer=each("u1", firms),
        occasions=each("u1"),
        told=each("u2"),
        telling=each("u2"),
        **_columns_of_laws(scenario),
    )


def _columns_of_laws(scenario: Scenario) -> dict[str, npt.NDArray[Any]]:
    """Columns that are kept only while their law is on, all zero."""
    n, firms = scenario.customers, len(scenario.firms)
    crm, people = scenario.mechanisms.crm, scenario.mechanisms.customers
    channels = scenario.mechanisms.channels

    def kept(mechanism: Mechanism, kind: npt.DTypeLike, *shape: int) -> npt.NDArray[Any]:
        return np.zeros((*shape, n if mechanism.is_on else 0), dtype=kind)

    return {
        "service_need": kept(people.cost_to_serve, "f4"),
        "default_chance": kept(crm.credit_standing, "f4"),
        "defaults": kept(crm.credit_standing, "u1", firms),
        "tier": kept(crm.relationship_strategy, "u1", firms),
        "learnt": kept(crm.one_to_one, "f4", firms),
        "complaint": kept(crm.complaints, "u1", firms),
        "praised_by": kept(people.referral, "i4"),
        "praised_firm": kept(people.referral, "i1"),
        "referrer": kept(people.referral, "i4", firms),
        "habit": kept(channels.task_channels, "i1"),
        "visited": kept(channels.task_channels, "u2"),
        "practice": kept(channels.channel_migration, "u1", len(scenario.channels)),
        "stock": kept(people.customer_classes, "f4", firms),
    }
