"""Objection management: complaints that are taken up put the product right; more than can be handled stay.

A desk can take up so many complaints a year. As the base grows complaints outgrow it, and who is not answered
is angered. Money takes up more of them, and each that is traced to its cause teaches: failures fall along a
learning curve over the complaints taken up. It works on what `crm/complaints` lets people voice.
Source: Fornell & Wernerfelt (1987), "Defensive marketing strategy by customer complaint management"; Lapré,
Mukherjee & Van Wassenhove (2000), "Behind the learning curve: linking learning activities to waste
reduction"; Argote & Epple (1990), "Learning curves in manufacturing" (a fifth off per doubling).
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import exp, law, log
from sim.mechanisms.base import Mechanism
from sim.units import PerYear, Positive, Price, Share

_LOG_2 = 0.6931471805599453


class ObjectionManagement(Mechanism):
    """How many complaints are taken up, and what they teach. Off: as many as come, and nothing is learnt."""

    row: ClassVar[str] = "A2"
    desk: PerYear = Field(20.0, description="complaints a year that a firm can take up without a programme")
    handling: Price = Field(20.0, description="money that it takes to take up one more and trace its cause")
    experience: Positive = Field(
        100.0, description="complaints traced to their cause that count as the first doubling of experience"
    )
    learning: Share = Field(
        0.2, lt=1.0, description="share of a product's failures that each doubling of experience removes"
    )


@law
def capacity(desk: float, money: float, handling: float) -> float:
    """Complaints that a desk and a programme's money can take up, in the time for which they are given."""
    return desk + money / handling


@law
def taken_up(capacity: float, complaints: float) -> float:
    """Share of complaints that are taken up: all while there is capacity, then fewer and fewer."""
    return min(1.0, capacity / complaints) if complaints > 0.0 else 1.0


@law
def failures_left(traced: float, experience: float, learning: float) -> float:
    """Share of its failures that a product still has after so many were traced: a power law of experience."""
    return exp(log(1.0 - learning) * log(1.0 + traced / experience) / _LOG_2)
