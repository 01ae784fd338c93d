"""What a firm may do in a period, and how what several of its decisions say comes together."""

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast, dataclass_transform

import numpy as np
import numpy.typing as npt

from sim.strategies.plans import (
    CallCentrePlan,
    ChannelPlan,
    ProgrammePlan,
    RoutePlan,
    ServicePlan,
    TradePlan,
    Treatment,
)

Percents = npt.NDArray[np.uint8]
Merge = Callable[[Any, Any], Any]
"""Makes one value of an earlier and a later one."""

COURTING: Final = 128
"""Added to a personal discount that is made to court; one made to care for an own customer goes without."""

SUM: Final = {"merge": operator.add}
LARGER: Final = {"merge": max}
LARGER_EACH: Final = {"merge": np.maximum}
"""Customer by customer."""
LATER: Final = {"merge": lambda _earlier, later: later}
UNITED: Final = {"merge": operator.or_}
BY_NAME: Final = {"merge": lambda earlier, later: {**earlier, **later}}
"""What both name is as the later says."""


_C = TypeVar("_C", bound=type[Any])


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def _holding_what_is_said(cls: _C) -> _C:
    """Make a frozen dataclass whose instances hold only what was given: most say little, and often."""
    made: Any = dataclass(frozen=True, init=False)(cls)
    known = {each.name: each for each in fields(made)}

    def hold(self: object, **said: object) -> None:
        if not said.keys() <= known.keys():
            raise TypeError(f"{cls.__name__} has no {', '.join(sorted(said.keys() - known.keys()))}")
        vars(self).update(said)

    made.__init__ = hold
    for name, each in known.items():
        if each.default is MISSING:
            setattr(made, name, MappingProxyType({}))
    return cast(_C, made)


@_holding_what_is_said
class Offers:
    """All that a firm may do in a period. Money in currency units for the period.

    Each field says how two decisions merge that both speak of it; its default is to say nothing.
    """

    prices: Mapping[str, float] = field(default_factory=dict, metadata=BY_NAME)
    """New list prices by generation."""
    promotion: float = field(default=0.0, metadata=LARGER)
    """Share taken off every list price this period, for everybody."""
    launch: frozenset[str] = field(default=frozenset(), metadata=UNITED)
    """Generations to put on sale, if they are ready."""
    advertising: float = field(default=0.0, metadata=SUM)
    acquisition: float = field(default=0.0, metadata=SUM)
    retention: float = field(default=0.0, metadata=SUM)
    win_back: float = field(default=0.0, metadata=SUM)
    improvement: float = field(default=0.0, metadata=SUM)
    """Research on products on sale."""
    next_generation: float = field(default=0.0, metadata=SUM)
    """Research on the next generation."""
    channels: Mapping[str, ChannelPlan] = field(default_factory=dict, metadata=BY_NAME)
    routes: Mapping[str, RoutePlan] = field(default_factory=dict, metadata=BY_NAME)
    """Routes and brands for groups of customers, by name."""
    joining: float = field(default=0.0, metadata=SUM)
    """For joining channels, so that each knows what the others were told."""
    personal: Percents | None = field(default=None, metadata=LARGER_EACH)
    """Personal discounts in percent, [customers]; 0 = none; with COURTING added if made to court."""
    contact_cost: float = field(default=0.0, metadata=LARGER)
    """Money per personal offer made."""
    tiers: Percents | None = field(default=None, metadata=LATER)
    """Tier of every customer, [customers], 0 = none; None = no tiers."""
    treatments: tuple[Treatment, ...] = field(default=(), metadata=LATER)
    """How each tier is treated, from tier 0 on; tiers beyond are treated like tier 0."""
    personalisation: float = field(default=0.0, metadata=LARGER)
    """How deeply offers are made to measure, 0..1."""
    personalisation_cost: float = field(default=0.0, metadata=LARGER)
    """Money for that per customer."""
    forget: bool = field(default=False, metadata=UNITED)
    """Throw away all that was learnt about customers."""
    conversion: float = field(default=0.0, metadata=SUM)
    """For taking existing customers along to a new generation."""
    objection_management: float = field(default=0.0, metadata=SUM)
    """For taking up complaints and tracing them to their cause."""
    need_sensing: float = field(default=0.0, metadata=SUM)
    """For asking customers what they want."""
    field_research: float = field(default=0.0, metadata=LARGER)
    """Share of research people who are placed with customers."""
    reward: float = field(default=0.0, metadata=LARGER)
    """Share of spending that a loyalty programme promises its members."""
    recovery: float = field(default=0.0, metadata=LARGER)
    """Money per complaint that is answered; 0 = complaints are met with silence."""
    call_centre: CallCentrePlan | None = field(default=None, metadata=LATER)
    """Who answers calls; None = as many as it takes."""
    service: ServicePlan | None = field(default=None, metadata=LATER)
    """What is spent on human, business and hidden service; None = nothing."""
    programme: ProgrammePlan | None = field(default=None, metadata=LATER)
    """The CRM programme that is under way."""
    volume_pay: float = field(default=0.0, metadata=SUM)
    """Variable pay of salespeople for their own volume."""
    success_pay: float = field(default=0.0, metadata=SUM)
    """Variable pay of salespeople for the success of their customers."""
    trade: TradePlan | None = field(default=None, metadata=LATER)
    """How the trade is supplied; None = on usual terms through the channels."""

    @classmethod
    def together(cls, decisions: Iterable["Offers"]) -> "Offers":
        """What several decisions come to, each later one taking precedence over those before it."""
        told = [offers for offers in decisions if offers is not NO_OFFERS]
        if len(told) < 2:
            return told[0] if told else NO_OFFERS
        said: dict[str, Any] = {}
        for offers in told:
            for name, value in vars(offers).items():
                if value is not _UNSAID[name]:
                    said[name] = _MERGES[name](said[name], value) if name in said else value
        return cls(**said)

    def __or__(self, other: "Offers") -> "Offers":
        """Both together, the other taking precedence."""
        return Offers.together((self, other))


_MERGES: Final[Mapping[str, Merge]] = {each.name: each.metadata["merge"] for each in fields(Offers)}
_UNSAID: Final[Mapping[str, object]] = {each.name: getattr(Offers, each.name) for each in fields(Offers)}
"""Defaults, known at sight."""

NO_OFFERS: Final = Offers()
"""What a firm does that does nothing; most strategies of most firms, so it is worth knowing at sight."""


def to_those(chosen: npt.NDArray[np.bool_], discount: float) -> Percents:
    """A personal discount (a share) in percent for those who are chosen, nothing for the others."""
    personal: Percents = chosen * np.uint8(round(100 * discount))
    return personal
