"""Customers: one array per trait and state, ``person(i)`` shows one of them.

Arrays are laid out [firm, customer] so that a loop over customers reads memory in a row.
"""

from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.compiling import Stored, declared
from sim.mechanisms.base import Mechanism
from sim.mechanisms.crm.relationship_stages import Stage
from sim.scenario.scenario import Scenario

Array = npt.NDArray[Any]

NOT_REACHED: Final = -1e30
"""Liking for a channel that a person cannot use."""

NOBODY: Final = -1


@dataclass(frozen=True)
class Column(Stored):
    """What a field of `Columns` is; the axis of customers goes by n."""

    kept_if: str = ""
    """Law among the mechanisms without which nobody is there; always kept if none."""

    @property
    def text(self) -> str:
        """All that is said of it, for people."""
        kept = f"; kept if `{self.kept_if}` is on" if self.kept_if else ""
        return f"{self.stored}: {self.meaning}{kept}."


class Columns(NamedTuple):
    """Everything that is known of every customer. n = customers, F = firms, C = channels, K = needs."""

    segment: Annotated[Array, Column("uint8[n]", "index of the segment")]
    potential: Annotated[Array, Column("uint8[n]", "1 if the person will ever want to buy in the category")]
    ideal: Annotated[Array, Column("float32[K, n]", "ideal point at the start, in need space")]
    drift: Annotated[Array, Column("float32[n]", "movement of the ideal along the first need, a year")]
    quiet: Annotated[
        Array, Column("float32[n]", "chance of no occasion to buy in a period (repeat-purchase goods)")
    ]
    price_sensitivity: Annotated[Array, Column("float32[n]", "logits per unit of log price")]
    stickiness: Annotated[Array, Column("float32[n]", "inertia towards the present supplier, in logits")]
    order_size: Annotated[Array, Column("int16[n]", "units per purchase")]
    taste: Annotated[Array, Column("float32[F, n]", "liking for a brand, in logits")]
    channel_taste: Annotated[
        Array, Column("float32[C, n]", "liking for a channel, in logits; NOT_REACHED where it cannot be used")
    ]
    neighbours: Annotated[Array, Column("int32[n, degree]", "whom one listens to; oneself if isolated")]
    supplier: Annotated[
        Array, Column("int8[n]", "firm of the last purchase or the running contract; NOBODY if none")
    ]
    generation: Annotated[
        Array, Column("int8[n]", "generation of the last purchase; NOBODY before the first")
    ]
    since: Annotated[Array, Column("int16[n]", "period of the last purchase (may lie before the start)")]
    awareness: Annotated[Array, Column("float32[F, n]", "chance that the firm comes to mind, 0..1")]
    reputation: Annotated[Array, Column("float32[F, n]", "what one has heard, -1..1")]
    expectation: Annotated[Array, Column("float32[F, n]", "expected quality, 0..1")]
    satisfaction: Annotated[Array, Column("float32[F, n]", "satisfaction, 0..1 (index / 100)")]
    loyalty: Annotated[Array, Column("float32[F, n]", "attitudinal loyalty, 0..1")]
    first: Annotated[Array, Column("int16[F, n]", "period of the first purchase")]
    last: Annotated[Array, Column("int16[F, n]", "period of the latest purchase")]
    purchases: Annotated[Array, Column("uint16[F, n]", "purchases made")]
    money: Annotated[Array, Column("int64[F, n]", "money spent since the start, in cents")]
    contribution: Annotated[
        Array,
        Column(
            "int64[F, n]", "what of it is left after production, commission and cost of the sales, in cents"
        ),
    ]
    stage: Annotated[Array, Column("uint8[F, n]", "stage of the relationship (`Stage`)")]
    offer: Annotated[
        Array,
        Column("uint8[F, n]", "personal discount on offer, in percent; 128 more if it is made to court"),
    ]
    occasions: Annotated[Array, Column("uint8[n]", "occasions to buy this period")]
    told: Annotated[
        Array, Column("uint16[n]", "message of last period (0 = owns nothing, else 1 + 2 tone + 8 firm)")
    ]
    telling: Annotated[Array, Column("uint16[n]", "message of this period")]
    service_need: Annotated[
        Array,
        Column("float32[n]", "service contacts relative to the mean", kept_if="customers.cost_to_serve"),
    ]
    default_chance: Annotated[
        Array, Column("float32[n]", "chance not to pay an order on account", kept_if="crm.credit_standing")
    ]
    defaults: Annotated[Array, Column("uint8[F, n]", "orders never paid", kept_if="crm.credit_standing")]
    tier: Annotated[
        Array,
        Column(
            "uint8[F, n]",
            "tier in which the firm has put the customer, 0 = none",
            kept_if="crm.relationship_strategy",
        ),
    ]
    learnt: Annotated[
        Array,
        Column(
            "float32[F, n]", "what the firm has learnt about the customer, 0..1", kept_if="crm.one_to_one"
        ),
    ]
    complaint: Annotated[
        Array,
        Column(
            "uint8[F, n]",
            "0 = nothing failed yet, else 1 + outcome of the latest failure",
            kept_if="crm.complaints",
        ),
    ]
    praised_by: Annotated[
        Array, Column("int32[n]", "who last praised a firm to one, -1 = nobody", kept_if="customers.referral")
    ]
    praised_firm: Annotated[Array, Column("int8[n]", "which firm that was", kept_if="customers.referral")]
    referrer: Annotated[
        Array,
        Column("int32[F, n]", "who is credited for the customer, -1 = nobody", kept_if="customers.referral"),
    ]
    habit: Annotated[
        Array, Column("int8[n]", "channel used last, NOBODY if none", kept_if="channels.task_channels")
    ]
    visited: Annotated[
        Array, Column("uint16[n]", "channels used so far, a bit each", kept_if="channels.task_channels")
    ]
    channels_used: Annotated[
        Array,
        Column("uint8[n]", "channels used when one's pace last changed", kept_if="channels.task_channels"),
    ]
    practice: Annotated[
        Array, Column("uint8[C, n]", "uses of a channel so far", kept_if="channels.channel_migration")
    ]
    stock: Annotated[
        Array,
        Column(
            "float32[F, n]",
            "units of the firm's goods in stock for resale",
            kept_if="customers.customer_classes",
        ),
    ]


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
        alone = (
            (name, column, declared(Columns, Column)[name].by)
            for name, column in self.columns._asdict().items()
        )
        return {
            name: self._shown(name, by, np.take(column, index, axis=by.index("n")))
            for name, column, by in alone
            if column.shape[by.index("n")] > 0
        }

    def _shown(self, name: str, by: tuple[str, ...], value: Array) -> object:
        if name == "segment":
            return self.segments[int(value)]
        if name == "supplier":
            return None if value < 0 else self.firms[int(value)]
        if name == "stage":
            return {firm: Stage(int(v)).name.lower() for firm, v in zip(self.firms, value, strict=True)}
        if "F" in by:
            return dict(zip(self.firms, value.tolist(), strict=True))
        return dict(zip(self.channels, value.tolist(), strict=True)) if "C" in by else value.tolist()


def empty_columns(scenario: Scenario) -> Columns:
    """Columns of the right shapes and types, all zero; of a law that is off there is nobody."""
    network = scenario.mechanisms.customers.word_of_mouth
    length = {
        "n": scenario.customers,
        "F": len(scenario.firms),
        "C": len(scenario.channels),
        "K": len(next(iter(scenario.generations.values())).frontier),
        "degree": network.neighbours if network.is_on else 0,
    }
    nobody = length | {"n": 0}
    return Columns(
        *(
            column.empty(length if _is_kept(column, scenario) else nobody)
            for column in declared(Columns, Column).values()
        )
    )


def _is_kept(column: Column, scenario: Scenario) -> bool:
    """Whether anybody is there: always, or while its law is on."""
    if not column.kept_if:
        return True
    law: Mechanism = attrgetter(column.kept_if)(scenario.mechanisms)
    return law.is_on
