"""Stages of the relationship: attraction, welcome, acquaintance, account management, intensive care, lost.

A stage follows from what a firm can read in its own books about one customer: how often and how
long ago. A customer silent for long against the own rhythm needs care; silent for longer is lost.
Source: Dwyer, Schurr & Oh (1987), "Developing buyer-seller relationships"; silence against the
own rhythm: Schmittlein, Morrison & Colombo (1987), "Counting your customers".
"""

from enum import IntEnum
from typing import ClassVar, Final, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import law
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Positive, PositiveCount, PositiveYears


class Stage(IntEnum):
    """Stage of one customer's relationship with one firm."""

    ATTRACTION = 0
    WELCOME = 1
    ACQUAINTANCE = 2
    ACCOUNT_MANAGEMENT = 3
    INTENSIVE_CARE = 4
    LOST = 5


ATTRACTION: Final = 0
WELCOME: Final = 1
ACQUAINTANCE: Final = 2
ACCOUNT_MANAGEMENT: Final = 3
INTENSIVE_CARE: Final = 4
LOST: Final = 5


NEVER: Final = 1e18
"""More than any count or gap that a run can see."""


class RelationshipStagesInPeriod(NamedTuple):
    """Where the stages begin, in periods; `NEVER` where the law is off."""

    account_purchases: float
    usual_gap: float
    """Periods between purchases that a firm presumes, at least one."""
    care_after: float
    lost_after: float


class RelationshipStages(Mechanism):
    """Where the stages begin. Off: no stage between first purchase and loss is told apart."""

    row: ClassVar[str] = "B10"
    account_purchases: PositiveCount = Field(
        4, description="purchases from which a customer has an account manager"
    )
    usual_gap: PositiveYears = Field(
        1.0, description="time between purchases that a firm presumes before it knows better"
    )
    care_after: Positive = Field(
        2.0, description="silence, in own usual gaps, from which a customer needs care"
    )
    lost_after: Positive = Field(
        4.0, description="silence, in own usual gaps, from which a customer counts as lost"
    )

    @override
    def in_period(self, setting: Setting) -> RelationshipStagesInPeriod:
        if not self.is_on:
            return RelationshipStagesInPeriod(NEVER, NEVER, NEVER, NEVER)
        return RelationshipStagesInPeriod(
            account_purchases=float(self.account_purchases),
            usual_gap=max(self.usual_gap * setting.periods_per_year, 1.0),
            care_after=self.care_after,
            lost_after=self.lost_after,
        )


@law
def history(first: float, last: float, usual_gap: float) -> float:
    """Time over which a customer's purchases spread: the gaps seen, and one more of the usual length."""
    return usual_gap + last - first


@law
def own_gap(first: float, last: float, purchases: float, usual_gap: float) -> float:
    """Usual time between a customer's purchases as the firm may guess it.

    The gap that is presumed counts less the longer the history.
    """
    return history(first, last, usual_gap) / max(purchases, 1.0)


@law
def is_silent(silence: float, purchases: float, spread: float, gaps: float) -> bool:
    """Whether `silence` since the latest purchase is longer than so many own gaps (spread / purchases)."""
    return silence * purchases > gaps * spread


@law
def stage_of(purchases: float, is_missed: bool, account_purchases: float) -> int:
    """Stage of a customer who is not lost; who `is_missed` has been silent for too long."""
    grown = (
        ACCOUNT_MANAGEMENT
        if purchases >= account_purchases
        else (ACQUAINTANCE if purchases > 1.5 else WELCOME)
    )
    return ATTRACTION if purchases < 0.5 else (INTENSIVE_CARE if is_missed else grown)


@law
def is_customer(stage: int) -> bool:
    """Whether a stage is one of a present customer: neither a stranger's nor a lost one's."""
    return (stage != ATTRACTION) & (stage != LOST)
