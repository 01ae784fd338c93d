"""Channels by segment: every group of customers has a route and a brand of its own.

An insurer had routes and brands for eighteen groups: the finer the groups, the better each route fits, and
the more of them must be paid for.
Source: Payne & Frow (2004), "The role of multichannel integration in customer relationship management"
(customer segment channel strategy); Smith (1956), "Product differentiation and market segmentation as
alternative marketing strategies".
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from sim.strategies.base import ChannelPlan, FirmView, Offers, RoutePlan
from sim.strategies.channels import ChannelStrategy
from sim.units import Money, Name, Names, Spec


class Route(Spec):
    """A route and brand for a group of customers."""

    segments: Names = Field(min_length=1, description="segments that it is made for")
    channels: Names = Field(min_length=1, description="channels that it goes through")


class BySegment(ChannelStrategy):
    """Routes by name; channels in none of them stay as in the file."""

    kind: Literal["by_segment"] = "by_segment"
    routes: Mapping[Name, Route] = Field({}, description="by route: its segments and its channels")
    cost: Money = Field(
        20_000.0, description="money a year for the people, the brand and the papers of each route"
    )

    @model_validator(mode="after")
    def _has_one_route_for_each(self) -> Self:
        counted = Counter(name for route in self.routes.values() for name in sorted(route.segments))
        if twice := [name for name, times in counted.items() if times > 1]:
            raise ValueError(f"[routes] {twice[0]} is in more than one route - name each segment once")
        return self

    @override
    def names(self) -> Iterator[str]:
        """Channels of all routes."""
        return (name for route in self.routes.values() for name in sorted(route.channels))

    @override
    def groups(self) -> Iterator[str]:
        """Segments of all routes."""
        return (name for route in self.routes.values() for name in sorted(route.segments))

    @override
    def decide(self, view: FirmView) -> Offers:
        """Open the channels of all routes, and run these."""
        used = set(self.names())
        return Offers(
            channels={name: ChannelPlan(open=True) for name in view.channels if name in used},
            routes={
                name: RoutePlan(route.segments, route.channels, self.cost / view.periods_per_year)
                for name, route in self.routes.items()
            },
        )
