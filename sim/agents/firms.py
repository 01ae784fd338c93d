"""Firms: few and different, one Mesa agent each."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from weakref import WeakKeyDictionary

import mesa

from sim.agents.calls import NO_CALLS
from sim.agents.programmes import Programme
from sim.mechanisms.channels.channel_types import Task
from sim.mechanisms.crm.crm_programme import gained
from sim.phases import Phase, Recogniser
from sim.scenario.parts import Firm as FirmSpec
from sim.scenario.parts import Product
from sim.scenario.scenario import MOST_GENERATIONS, Scenario
from sim.strategies.base import ChannelPlan, FirmView, Offers

MOST_ON_SALE = 2
"""A firm sells at most so many generations at once; the oldest goes."""

assert MOST_GENERATIONS < 127, "generations are kept in int8"


class Status(StrEnum):
    """Where a firm is in its own life."""

    WAITING = "waiting"
    ACTIVE = "active"
    BANKRUPT = "bankrupt"


@dataclass
class ProductLine:
    """A firm's product in one generation, as it stands."""

    spec: Product
    position: list[float]
    """Place in need space."""
    price: float
    readiness: float
    on_sale: bool = False
    was_sold: bool = False
    launched: float | None = None
    """When it was put on sale, in years from the start."""
    traced: float = 0.0
    """Complaints traced to their cause in this product."""


class _Numbers(WeakKeyDictionary[mesa.Model, Iterator[int]]):
    """Numbers for the agents of each model, from 1."""

    def __getitem__(self, model: mesa.Model) -> Iterator[int]:
        return self.setdefault(model, count(1))


class Firm(mesa.Agent):
    """One competitor: what it has, and the strategies by which it decides."""

    # mesa keeps every model that ever had an agent; thousands of runs in one process would fill the memory.
    _ids = _Numbers()

    def __init__(self, model: mesa.Model, index: int, name: str, scenario: Scenario) -> None:
        super().__init__(model)
        spec: FirmSpec = scenario.firms[name]
        self.index = index
        self.name = name
        self.spec = spec
        self.status = Status.WAITING
        self.data_quality = spec.data_quality
        self.joined = 0.0
        """Share of what was not joined at the start that money has joined."""
        self.programme = Programme()
        self.courted_twice = 0.0
        """Money of the period for courting strangers that went to own customers."""
        self.products = {
            generation: ProductLine(
                spec.made[generation],
                list(frontier.frontier),
                spec.made[generation].price,
                spec.made[generation].ready,
            )
            for generation, frontier in scenario.generations.items()
            if generation in spec.products
        }
        self._equip_channels(scenario)
        self.offers = Offers()
        self.calls = NO_CALLS
        start = Phase.MATURITY if scenario.stands_at_start(name) else Phase.INTRODUCTION
        self.recogniser = Recogniser(scenario.periods_per_year, revival=True, start=start)
        self.decline_since: int | None = None
        self.known = scenario.mechanisms.crm.need_sensing.in_effect.known
        """Share of what customers say they want that the firm knows."""
        self.discovered = scenario.mechanisms.customers.latent_needs.in_effect.visible
        """Share of latent needs that the firm knows."""

    def _equip_channels(self, scenario: Scenario) -> None:
        """Channels as the scenario has them at the start."""
        self.open_channels = {
            name: self.spec.channels[name].open if name in self.spec.channels else False
            for name in scenario.channels
        }
        self.effort = dict.fromkeys(scenario.channels, 1.0)
        self.tasks = {
            name: self.spec.channels[name].tasks if name in self.spec.channels else frozenset()
            for name in scenario.channels
        }
        self.incentive = dict.fromkeys(scenario.channels, 0.0)
        self.help = dict.fromkeys(scenario.channels, 0.0)
        self.driven: dict[str, bool] = {}
        """Channels from which customers are driven in this period; True = closed or sold through no
        more, False = surcharged."""

    @property
    def integration(self) -> float:
        """Share of what one department or channel knows that reaches the others."""
        return gained(gained(self.spec.integration, self.programme.joining), self.joined)

    @property
    def consistency(self) -> float:
        """How far what its channels say agrees; channels that are joined say the same."""
        return gained(self.spec.consistency, self.joined)

    def does(self, channel: str, task: Task) -> bool:
        """Whether the firm does a task through a channel now."""
        return self.open_channels[channel] and task in self.tasks[channel]

    def run_channel(self, channel: str, plan: ChannelPlan) -> None:
        """Open, close and equip a channel as planned, and note who is driven from it."""
        was_open, sold = self.open_channels[channel], self.does(channel, Task.SALE)
        was_charged = self.incentive[channel] < 0.0
        self.open_channels[channel], self.effort[channel] = plan.open, plan.effort
        self.incentive[channel], self.help[channel] = plan.incentive, plan.help
        if plan.tasks is not None:
            self.tasks[channel] = plan.tasks
        if (was_open and not plan.open) or (sold and not self.does(channel, Task.SALE)):
            self.driven[channel] = True
        elif plan.open and plan.incentive < 0.0 and not was_charged:
            self.driven[channel] = False

    @property
    def is_active(self) -> bool:
        """Whether the firm is in the market."""
        return self.status is Status.ACTIVE

    def on_sale(self) -> dict[str, ProductLine]:
        """Products on sale by generation, oldest first."""
        return {name: line for name, line in self.products.items() if line.on_sale}

    def launch(self, generation: str) -> None:
        """Put a product on sale; the oldest goes if there are too many."""
        self.products[generation].on_sale = True
        self.products[generation].was_sold = True
        for old in list(self.on_sale())[:-MOST_ON_SALE]:
            self.products[old].on_sale = False

    def decide(self, view: FirmView) -> Offers:
        """Ask every strategy; the price decision lasts, all else is for this period."""
        plan = self.spec.strategies
        if plan.price is not None:
            for name, price in plan.price.decide(view).prices.items():
                self.products[name].price = price
        self.offers = Offers.together(strategy.decide(view) for strategy in plan.taken())
        return self.offers
