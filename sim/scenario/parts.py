"""The parts of a scenario: generations, segments, channels, firms and what they decide."""

from functools import cached_property
from typing import Annotated, Any, Final, Self, get_args

from pydantic import Field, model_validator

from sim.files.nodes import KIND
from sim.maths import clip
from sim.mechanisms.channels.channel_types import (
    PROFILES,
    ChannelProfile,
    ChannelType,
    Task,
    TaskKey,
    TaskKeys,
)
from sim.mechanisms.crm.crm_programme import Readiness
from sim.mechanisms.customers.customer_classes import CustomerClass, CustomerClassKey
from sim.strategies.base import Strategy
from sim.strategies.budgets import BudgetStrategy
from sim.strategies.call_centre import CallCentreStrategy
from sim.strategies.care import CareStrategy
from sim.strategies.channels import ChannelStrategy
from sim.strategies.incentives import IncentiveStrategy
from sim.strategies.kinds import Choice, Decision
from sim.strategies.loyalty_programme import LoyaltyProgrammeStrategy
from sim.strategies.orientations import MAKING, Making, Orientation, OrientationKey, bundle
from sim.strategies.personalisation import PersonalisationStrategy
from sim.strategies.price import PriceStrategy
from sim.strategies.product import ProductStrategy
from sim.strategies.programme import ProgrammeStrategy
from sim.strategies.recovery import RecoveryStrategy
from sim.strategies.rescue import RescueStrategy
from sim.strategies.service import ServiceStrategy
from sim.strategies.tiers import TierStrategy
from sim.strategies.trade import TradeStrategy
from sim.units import (
    Count,
    Money,
    Name,
    PerYear,
    Positive,
    PositiveCount,
    Price,
    Real,
    Share,
    Spec,
    Weight,
    Years,
)

WORDS_FOR_NOTHING: Final = ("none", "mass", "usual")
"""Kinds that stood for no decision in older files."""


class Generation(Spec):
    """A class of products with its own frontier in need space."""

    frontier: tuple[Real, ...] = Field(
        (0.0, 0.0), strict=False, description="where offers of this generation start, per need"
    )
    available: Years = Field(0.0, description="time from which it can be sold; it may be developed before")


class Segment(Spec):
    """People who are alike on average."""

    share: Share = Field(description="share of the population; all segments together make 1")
    ideal: tuple[Real, ...] = Field(
        (0.0, 0.0), strict=False, description="mean ideal point at the start, per need"
    )
    price_sensitivity: Weight = Field(1.0, description="price sensitivity relative to the scenario's")
    purchase_rate: Weight = Field(1.0, description="purchase rate relative to the scenario's")
    customer_class: CustomerClassKey = Field(
        CustomerClass.CONSUMER,
        description="who they are: consumer, one of five kinds of trade, or key_account",
    )
    order_size: PositiveCount = Field(1, le=30_000, description="median units per purchase")
    channel_reach: dict[Name, Share] = Field(
        {}, description="by channel: share of them who can use it, where other than usual"
    )
    channel_liking: dict[Name, Real] = Field(
        {}, description="by channel: how much more they like it than others do, in logits"
    )


class Channel(Spec):
    """A channel of the market; what is not said follows its type's profile."""

    type: Annotated[ChannelType, Field(strict=False)] = Field(
        description="one of the six types, or face_to_face"
    )
    reach: Share | None = Field(None, description="share of customers who can use it")
    quality: dict[TaskKey, Share] = Field({}, description="how well it does each task, 0..1")
    commission: Share | None = Field(
        None, description="share of the price that a sale through it costs the firm"
    )
    cost_per_sale: Money | None = Field(
        None, description="further money that a sale through it costs the firm"
    )
    infrastructure: Money | None = Field(
        None, description="money a year that it costs a firm to keep it open"
    )
    contact_cost: Money | None = Field(
        None, description="money that an ordinary contact through it costs the firm"
    )
    hours: Share | None = Field(None, description="share of the week in which it answers")
    ability: Share | None = Field(None, description="share of contacts, the easiest, that it can resolve")

    @cached_property
    def profile(self) -> ChannelProfile:
        """The profile of the type, with what this channel says otherwise."""
        base = PROFILES[self.type]
        said = {
            key: getattr(self, key)
            for key in ChannelProfile.model_fields
            if key != "quality" and getattr(self, key) is not None
        }
        return base.model_copy(update={**said, "quality": {**base.quality, **self.quality}})


class FirmChannel(Spec):
    """A firm's presence in a channel."""

    open: bool = Field(True, description="whether the firm sells through it at the start")
    capacity: Count | None = Field(None, description="sales a year that it can serve; nothing = no limit")
    price: Positive = Field(1.0, description="price through it, relative to the list price")
    tasks: TaskKeys = Field(
        frozenset(Task), description="what the firm does through it; nothing said = everything"
    )


class Product(Spec):
    """A firm's product in one generation."""

    launch: Years | None = Field(
        None, description="when it goes on sale by itself; nothing = when a strategy launches it"
    )
    withdraw: Years | None = Field(
        None, description="when it goes off sale; nothing = when the firm's newer ones replace it"
    )
    price: Price = Field(100.0, description="list price")
    unit_cost: Money = Field(60.0, description="production cost of a unit")
    quality: Share = Field(0.7, description="visible and lived quality, 0..1")
    defects: Share = Field(0.03, description="share of contacts in which the product or service fails")
    ready: Share = Field(0.0, description="share of its development that is done at the start")
    resale_price: Price | None = Field(
        None, description="what trade customers sell it on for; nothing = list price and the usual mark-up"
    )

    @model_validator(mode="after")
    def _leaves_after_it_came(self) -> Self:
        if self.launch is not None and self.withdraw is not None and self.withdraw <= self.launch:
            raise ValueError(
                f"[withdraw] {self.withdraw:g} is not after launch {self.launch:g} "
                "- withdraw it later or launch it earlier"
            )
        return self


class CustomerBase(Spec):
    """Customers whom a firm has at the start."""

    share: Share = Field(
        0.0, description="share of people (of owners, in a durable) who are its customers at the start"
    )
    loyalty: Share = Field(0.5, description="their attitudinal loyalty, 0..1")
    satisfaction: Share = Field(0.72, description="their satisfaction, 0..1")
    purchases: PositiveCount = Field(3, description="purchases they have made before the start")


class Strategies(Spec):
    """What a firm decides, each decision by a plug-in; what the file leaves out is not decided.

    Where several speak of the same, they come together as the fields of `Offers` say, and the later in this
    order takes precedence.
    """

    price: Choice[PriceStrategy] = None
    channels: Choice[ChannelStrategy] = None
    rescue: Choice[RescueStrategy] = None
    product: Choice[ProductStrategy] = None
    budgets: Choice[BudgetStrategy] = None
    care: Choice[CareStrategy] = None
    poaching: Choice[CareStrategy] = None
    tiers: Choice[TierStrategy] = None
    personalisation: Choice[PersonalisationStrategy] = None
    recovery: Choice[RecoveryStrategy] = None
    loyalty_programme: Choice[LoyaltyProgrammeStrategy] = None
    call_centre: Choice[CallCentreStrategy] = None
    service: Choice[ServiceStrategy] = None
    programme: Choice[ProgrammeStrategy] = None
    incentives: Choice[IncentiveStrategy] = None
    trade: Choice[TradeStrategy] = None

    @model_validator(mode="before")
    @classmethod
    def _says_nothing_by_silence(cls, data: Any) -> Any:  # noqa: ANN401 - whatever the file holds
        """Refuse the words by which files once said that a firm does not decide."""
        said = data.items() if isinstance(data, dict) else ()
        problems = [
            f"[{name}.{KIND}] '{choice[KIND]}' is no strategy "
            f"- leave {name} out; in an arm, write {name}: null"
            for name, choice in said
            if isinstance(choice, dict) and choice.get(KIND) in WORDS_FOR_NOTHING
        ]
        if problems:
            raise ValueError("\n".join(problems))
        return data

    @classmethod
    def decisions(cls) -> dict[str, Decision]:
        """By name: what a firm decides, as the class that all strategies for it derive from."""
        return {name: get_args(field.annotation)[0] for name, field in cls.model_fields.items()}

    def taken(self) -> list[Strategy]:
        """Strategies by which decisions are taken that hold for a period, the later taking precedence."""
        held = vars(self)
        return [held[name] for name in _FOR_A_PERIOD if held[name] is not None]


_FOR_A_PERIOD: Final = tuple(name for name in Strategies.model_fields if name != "price")
"""Decisions that are taken anew in every period; the order of precedence, the later overruling."""


class Firm(Spec):
    """One competitor."""

    orientation: OrientationKey | None = Field(
        None, description="ready-made character; what the file says of the firm itself overrules it"
    )
    orientation_budget: Money = Field(
        0.0, description="money a year that the strategies of its orientation share out"
    )

    enters: Years = Field(0.0, description="when it enters the market")
    brand: Weight = Field(
        1.0, gt=0, description="strength of the brand in people's tastes, relative to the others"
    )
    cash: Money = Field(10_000_000.0, description="money paid in at entry")
    setup_cost: Money = Field(0.0, description="money that entering costs")
    fixed_cost: Money = Field(0.0, description="money a year that being in the market costs")
    data_quality: Share = Field(0.8, description="share of customers whose records are usable")
    integration: Share = Field(
        1.0, description="share of other departments' files that reach the one that decides"
    )
    consistency: Share = Field(
        1.0, description="how far what its channels say agrees; 0 = each says something else"
    )
    hand_over: Share = Field(
        0.55,
        description="share of leads, opportunities or new customers that each hand-over passes on",
    )
    turnover: PerYear = Field(
        0.0, description="rate a year at which staff leave and their customers' contact with them"
    )
    readiness: Readiness = Readiness()
    awareness: Share | None = Field(
        None,
        description="share of people who know it at the start; nothing = the mechanism's value",
    )
    promise: Share | None = Field(None, description="quality that it promises; nothing = that of its product")
    base: CustomerBase = CustomerBase()
    products: dict[Name, Product] = Field(description="by generation", min_length=1)
    channels: dict[Name, FirmChannel] = Field(description="by channel")
    strategies: Strategies = Strategies()

    @model_validator(mode="before")
    @classmethod
    def _of_its_character(cls, data: Any) -> Any:  # noqa: ANN401 - whatever the file holds
        """Let the orientation decide where the file says nothing, as if the file had said it."""
        if not isinstance(data, dict) or data.get("orientation") not in list(Orientation):
            return data
        said, budget = data.get("strategies", {}), data.get("orientation_budget", 0.0)
        if not isinstance(said, dict) or not isinstance(budget, int | float):
            return data
        given = bundle(Orientation(data["orientation"]), float(budget))
        return {**data, "strategies": {**{slot: each.model_dump() for slot, each in given.items()}, **said}}

    @property
    def making(self) -> Making:
        """What its orientation does to its products."""
        return MAKING[self.orientation] if self.orientation is not None else Making()

    @cached_property
    def made(self) -> dict[str, Product]:
        """Its products by generation, as its orientation makes them."""
        making = self.making
        if self.orientation is None:
            return self.products
        return {
            name: product.model_copy(
                update={
                    "price": product.price * making.price,
                    "unit_cost": product.unit_cost * making.cost,
                    "quality": clip(product.quality + making.quality, 0.0, 1.0),
                    "defects": clip(product.defects * making.defects, 0.0, 1.0),
                }
            )
            for name, product in self.products.items()
        }
