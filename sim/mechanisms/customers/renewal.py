"""Renewal: a contract ends, and its holder stays, changes or leaves.

Each person has an inertia of their own, drawn so that chances to leave follow a beta
distribution; cohort retention then rises with tenure because the restless leave first.
Whoever is content holds on more firmly, whoever is not looks round: at the end of a contract
what was lived through is weighed.
Source: Fader & Hardie (2007), "How to project customer retention" (shifted beta-geometric);
Bolton (1998), "A dynamic model of the duration of the customer's relationship with a continuous service
provider: the role of satisfaction" (how satisfied one is decides how long one stays).
"""

from typing import ClassVar, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import law, log
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Positive, PositiveYears, Share, Weight


class RenewalInPeriod(NamedTuple):
    """Contracts, in periods, and what satisfaction does at their end."""

    term: int
    """Length of a contract in periods; 0 = none."""
    contentment: float
    content_at: float


class Renewal(Mechanism):
    """Contracts and the inertia of those who hold them. Off: nobody is bound by a contract."""

    row: ClassVar[str] = "B3"
    term: PositiveYears = Field(1.0, description="length of a contract")
    leaving: Positive = Field(0.704, description="first beta parameter of the chance to leave at a renewal")
    staying: Positive = Field(1.182, description="second beta parameter of the chance to leave at a renewal")

    contentment: Weight = Field(
        0.0, description="logits for staying that full satisfaction brings beyond none; 0 = it is not weighed"
    )
    content_at: Share = Field(0.7, description="satisfaction that neither holds nor drives away")

    @override
    def in_period(self, setting: Setting) -> RenewalInPeriod:
        return RenewalInPeriod(
            term=max(1, round(self.term * setting.periods_per_year)) if self.is_on else 0,
            contentment=self.strength * self.contentment,
            content_at=self.content_at,
        )


@law
def contentment(satisfaction: float, content_at: float, weight: float) -> float:
    """Logits for staying that satisfaction with the present supplier brings or, below a point, takes."""
    return weight * (satisfaction - content_at)


@law
def inertia(leaving_odds_log: float) -> float:
    """Logits for staying of a person whose log-odds to leave are given, all else being equal."""
    return -leaving_odds_log


@law
def log_odds(log_gamma_leaving: float, log_gamma_staying: float) -> float:
    """Log-odds of a beta draw, from the logs of its two gamma draws."""
    return log_gamma_leaving - log_gamma_staying


@law
def chance_from_share(share: float) -> float:
    """Log-odds of a share in (0, 1)."""
    return log(share / (1.0 - share))
