"""What a firm plans for one channel, one tier, its call centre, its service, the trade or a programme."""

from dataclasses import dataclass
from typing import Final

from sim.mechanisms.channels.channel_types import Task
from sim.mechanisms.crm.crm_programme import ProgrammeStep
from sim.mechanisms.customers.customer_classes import CustomerClass

MOST_TIERS: Final = 6
"""Tiers of customers that a firm can tell apart; 0 = in none."""


@dataclass(frozen=True)
class ChannelPlan:
    """What a firm does with one channel this period."""

    open: bool
    effort: float = 1.0
    """Infrastructure spending relative to the ordinary; more serves better, with falling returns."""
    tasks: frozenset[Task] | None = None
    """What is done through it; None = as in the scenario file."""
    incentive: float = 0.0
    """Share taken off the price for buying through it; below 0 = a surcharge."""
    help: float = 0.0
    """For helping customers to use it, in currency units for the period."""


@dataclass(frozen=True)
class RoutePlan:
    """A route and brand of its own for a group of customers."""

    segments: frozenset[str]
    """Whom it is made for."""
    channels: frozenset[str]
    """Where it goes."""
    cost: float = 0.0
    """Money for it, in currency units for the period."""


@dataclass(frozen=True)
class Treatment:
    """How a firm treats one tier of its customers. Money in currency units, per customer for the period."""

    care: float = 0.0
    service: float = 0.0
    """For privileged service."""
    surcharge: float = 0.0
    """Share added to every price, in whole percent; asking for much ends a relationship."""
    priority: int = 0
    """Place in the queue: higher is served first."""
    on_account: bool = True
    """Whether orders may be paid later; if not, cash on delivery."""


@dataclass(frozen=True)
class CallCentrePlan:
    """How a firm answers calls. Money in currency units for the period."""

    agents: float
    """Full-time agents."""
    agent_cost: float = 0.0
    """For each agent."""
    recognition: bool = False
    """Whether callers are recognised, and served in the order of their tiers' priority."""
    self_service: float = 0.0
    """Share of contacts that a machine handles."""
    machine_quality: float = 0.0
    """Quality of a contact that it handles, 0..1."""
    machine_cost: float = 0.0
    """For each contact that it handles."""


@dataclass(frozen=True)
class ServicePlan:
    """What a firm spends on the dimensions of its service. Money in currency units per customer a year."""

    human: float = 0.0
    business: float = 0.0
    hidden: float = 0.0

    @property
    def total(self) -> float:
        """Money per customer a year on all three."""
        return self.human + self.business + self.hidden


@dataclass(frozen=True)
class TradePlan:
    """How a firm supplies the trade. Money in currency units for the period."""

    direct: frozenset[CustomerClass] = frozenset()
    """Classes of trade that it supplies itself; all others buy through wholesalers."""
    cooperation: float = 0.0
    """For planning and promoting together with partners."""
    partners: frozenset[CustomerClass] = frozenset()
    """Classes of trade that the money for co-operation goes to."""
    shops: float = 0.0
    """For shops of its own."""


@dataclass(frozen=True)
class ProgrammePlan:
    """How a firm goes about a CRM programme; the same in every period while the programme lasts."""

    budget: float
    """Money for all of it, in currency units, besides preparing."""
    duration: float
    """Years that it is to take."""
    stages: int
    """Fields that are done one after the other; 1 = big bang."""
    quick_wins: bool
    evaluation: bool
    stop_below: float
    """Worth of what stages delivered, relative to the most, below which an evaluated programme is stopped."""
    order: tuple[ProgrammeStep, ...]
    preparation: float
    """Money for getting ready before, in currency units."""
    preparation_years: float
