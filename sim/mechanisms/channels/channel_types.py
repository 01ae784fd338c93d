"""Channel types: six ways to a customer, and face to face; each does some tasks well.

Source: Neslin et al. (2006), "Challenges and opportunities in multichannel customer management"; tasks over
the relationship: Payne & Frow (2004), "The role of multichannel integration in CRM". Costs per contact
follow published contact-centre surveys (telephone 6, written 4.3, self-service 0.1, so that telephone :
chat : self-service is about 10 : 6 : 0.2: ContactBabel 2015-2019, by way of the trade press). What a visit
in a shop or at a customer's costs, hours, abilities and qualities per task are judgements, to be replaced
by own measurements.
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Final, NamedTuple

from pydantic import Field, PlainSerializer
from typing_extensions import override

from sim.maths import clip, exp, law
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Money, Share, Spec, Weight, in_order


class Task(StrEnum):
    """What a customer does with a firm over a relationship."""

    COMMUNICATION = "communication"
    ADVICE = "advice"
    SALE = "sale"
    INSTALLATION = "installation"
    AFTER_SALE = "after_sale"
    ACCOUNT_CARE = "account_care"


class ChannelType(StrEnum):
    """The six channel types and face-to-face selling."""

    TRADITIONAL_RETAIL = "traditional_retail"
    BRANDED_DISCOUNT = "branded_discount"
    TELEPHONE = "telephone"
    DIRECT_MARKETING = "direct_marketing"
    ELECTRONIC_COMMERCE = "electronic_commerce"
    MOBILE_COMMERCE = "mobile_commerce"
    FACE_TO_FACE = "face_to_face"


SELF_SERVICE: Final = frozenset({ChannelType.ELECTRONIC_COMMERCE, ChannelType.MOBILE_COMMERCE})
"""Channels in which people serve themselves."""

TaskKey = Annotated[Task, Field(strict=False)]
"""A task as written in a file."""

TaskKeys = Annotated[frozenset[TaskKey], Field(strict=False), PlainSerializer(in_order)]
"""Tasks without an order, a list in a file."""


class ChannelProfile(Spec):
    """What one type of channel is like: reach, quality per task, cost."""

    reach: Share = Field(description="share of customers who can use it")
    quality: dict[TaskKey, Share] = Field(description="how well it does each task, 0..1")
    commission: Share = Field(description="share of the price that a sale through it costs")
    cost_per_sale: Money = Field(description="further money that a sale through it costs")
    infrastructure: Money = Field(description="money a year to keep it open")
    contact_cost: Money = Field(description="money that an ordinary contact through it costs")
    hours: Share = Field(description="share of the week in which somebody, or something, answers")
    ability: Share = Field(description="share of contacts, the easiest, that it can resolve")


def _profile(
    access: tuple[float, float, float], quality: str, costs: tuple[float, float, float, float]
) -> ChannelProfile:
    """A profile from reach, hours and ability; marks out of ten by task; and costs in the order of fields."""
    marks = dict(zip(Task, (int(mark) / 10 for mark in quality.split()), strict=True))
    reach, hours, ability = access
    commission, per_sale, infrastructure, contact = costs
    return ChannelProfile(
        reach=reach,
        quality=marks,
        commission=commission,
        cost_per_sale=per_sale,
        infrastructure=infrastructure,
        contact_cost=contact,
        hours=hours,
        ability=ability,
    )


PROFILES: Final[dict[ChannelType, ChannelProfile]] = {
    # reach, hours, ability; communication, advice, sale, installation, after sale, care; four costs
    ChannelType.TRADITIONAL_RETAIL: _profile((0.95, 0.36, 0.95), "5 8 8 6 7 4", (0.25, 0.0, 100_000.0, 8.0)),
    ChannelType.BRANDED_DISCOUNT: _profile((0.60, 0.36, 0.60), "4 4 7 3 4 2", (0.12, 0.0, 60_000.0, 3.0)),
    ChannelType.TELEPHONE: _profile((0.95, 0.50, 0.95), "7 6 6 3 6 6", (0.03, 6.0, 50_000.0, 6.0)),
    ChannelType.DIRECT_MARKETING: _profile((0.85, 0.30, 0.50), "7 3 5 2 3 3", (0.05, 3.0, 30_000.0, 4.3)),
    ChannelType.ELECTRONIC_COMMERCE: _profile((0.75, 1.00, 0.60), "6 6 8 4 5 5", (0.03, 1.0, 40_000.0, 0.1)),
    ChannelType.MOBILE_COMMERCE: _profile((0.60, 1.00, 0.50), "8 4 8 2 5 6", (0.03, 0.5, 40_000.0, 0.1)),
    ChannelType.FACE_TO_FACE: _profile((1.00, 0.25, 1.00), "9 9 8 9 9 10", (0.02, 120.0, 150_000.0, 100.0)),
}
"""Default profile of every type; a scenario may overrule any value."""


class ChannelTypesInPeriod(NamedTuple):
    """How much channels matter."""

    service_weight: float


class ChannelTypes(Mechanism):
    """How much channels matter. Off: every channel serves alike and everybody can use every one."""

    row: ClassVar[str] = "D1"
    liking_spread: Weight = Field(
        0.7, description="standard deviation of liking for a channel between people, in logits"
    )
    service_weight: Share = Field(
        0.3, description="weight of a channel's service in the experience of a purchase"
    )
    task_weights: dict[TaskKey, Share] = Field(
        {
            Task.COMMUNICATION: 0.1,
            Task.ADVICE: 0.25,
            Task.SALE: 0.35,
            Task.INSTALLATION: 0.1,
            Task.AFTER_SALE: 0.15,
            Task.ACCOUNT_CARE: 0.05,
        },
        description="weight of each task in this category; they sum to 1",
    )

    @override
    def in_period(self, setting: Setting) -> ChannelTypesInPeriod:
        return ChannelTypesInPeriod(service_weight=self.strength * self.service_weight)


@law
def served_share(capacity: float, asked: float) -> float:
    """Share of contacts that a channel can serve in a period; the rest are turned away by lot."""
    return 1.0 if asked <= capacity else capacity / asked


@law
def channel_service(quality: float, effort: float) -> float:
    """Quality of a channel's service at an effort relative to the ordinary; falling returns, 0..1."""
    return clip(1.0 - (1.0 - quality) * exp(0.5 * (1.0 - effort)), 0.0, 1.0)


@law
def felt_service(product: float, service: float, weight: float) -> float:
    """Quality of a purchase: the product's and, by `weight`, the channel's."""
    return (1.0 - weight) * product + weight * service
