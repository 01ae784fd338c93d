"""Awareness: advertising reaches people, people forget.

Source: Vidale & Wolfe (1957), "An operations-research study of sales response to advertising";
carry-over: Nerlove & Arrow (1962).
"""

from typing import ClassVar, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import exp, law, saturation
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Money, PerYear, Share


class AwarenessInPeriod(NamedTuple):
    """How firms stay known, in a period."""

    strength: float
    """Weight of not being known; 0 = everybody knows every firm."""
    kept: float
    """Share of awareness that is left after a period without messages."""


class Awareness(Mechanism):
    """How firms become and stay known. Off: everybody knows every firm."""

    row: ClassVar[str] = "A1"
    forgetting: PerYear = Field(1.0, description="rate a year at which awareness fades without messages")
    advertising_scale: Money = Field(
        20.0, description="advertising money per head a year that reaches 63% of people a year"
    )
    exposures: PerYear = Field(1.0, description="most times a year that advertising reaches a person")
    at_start: Share = Field(0.5, description="share of people who know a firm that is there at the start")

    @override
    def in_period(self, setting: Setting) -> AwarenessInPeriod:
        return AwarenessInPeriod(
            strength=self.strength,
            kept=remembered(1.0, self.strength * self.forgetting, setting.period_years),
        )


@law
def advertising_reach(spending_per_head: float, scale: float, ceiling: float) -> float:
    """Share of people reached by advertising in a period, with falling returns; at most `ceiling`."""
    return ceiling * saturation(spending_per_head, scale)


@law
def remembered(awareness: float, forgetting: float, years: float) -> float:
    """What is left of awareness after `years` without any message."""
    return awareness * exp(-forgetting * years)


@law
def raised(level: float, share: float) -> float:
    """A level within 0..1 after `share` of what was missing has been added."""
    return level + (1.0 - level) * share
