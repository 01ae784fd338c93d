"""Word of mouth: the satisfied praise, the dissatisfied warn, neighbours listen.

Source: Anderson (1998), "Customer satisfaction and word of mouth" (a U-shape in satisfaction);
East, Hammond & Lomax (2008) (effects of both signs); the network: Watts & Strogatz (1998); people with
large audiences: Goldenberg, Han, Lehmann & Hong (2009), "The role of hubs in the adoption process".
"""

from typing import ClassVar, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import clip, exp, law, log
from sim.mechanisms.base import Mechanism, Setting
from sim.mechanisms.customers.awareness import remembered
from sim.units import Count, PerYear, Share, Weight


class WordOfMouthInPeriod(NamedTuple):
    """Who talks and what it does, in a period."""

    talk: float
    """Chance that a fully satisfied or dissatisfied customer talks in the period."""
    calm: float
    told_awareness: float
    praise: float
    warning: float
    kept: float
    """Share of what was heard that is left after a period."""
    connected: int
    """People, the first ones, who talk and listen."""


class WordOfMouth(Mechanism):
    """Who talks, who listens and what it does. Off: nobody talks, and adoption sees no neighbours."""

    row: ClassVar[str] = "B5"
    neighbours: Count = Field(8, le=64, description="people whom one listens to")
    rewiring: Share = Field(0.2, description="share of neighbours from anywhere instead of next door")
    hubs: Weight = Field(
        0.0,
        description="inequality of audiences of rewired neighbours; 0 = alike, 1 = power law, exponent 3",
    )
    talk: PerYear = Field(
        1.0, description="rate a year at which a fully satisfied or dissatisfied customer talks"
    )
    calm: Share = Field(0.6, description="satisfaction at which one has nothing to tell")
    told_awareness: Share = Field(0.3, description="share of missing awareness that one conversation adds")
    praise: Share = Field(0.1, description="weight of one praise in what one has heard")
    warning: Share = Field(0.2, description="weight of one warning in what one has heard")
    fading: PerYear = Field(0.5, description="rate a year at which what was heard fades")
    isolated: Count = Field(0, description="people (the last ones) who neither talk nor listen")

    @override
    def in_period(self, setting: Setting) -> WordOfMouthInPeriod:
        return WordOfMouthInPeriod(
            talk=min(1.0, self.strength * self.talk * setting.period_years),
            calm=self.calm,
            told_awareness=self.told_awareness,
            praise=self.praise,
            warning=self.warning,
            kept=remembered(1.0, self.strength * self.fading, setting.period_years),
            connected=max(setting.customers - self.isolated, 0),
        )


@law
def talk_chance(satisfaction: float, calm: float, chance: float) -> float:
    """Chance to talk in a period: none when calm, `chance` at the ends of the scale."""
    distance = satisfaction - calm
    span = 1.0 - calm if distance > 0.0 else calm
    return clip(chance * abs(distance) / max(span, 1e-9), 0.0, 1.0)


@law
def heard(reputation: float, tone: float, weight: float) -> float:
    """What one has heard of a firm (-1..1) after one more message of tone -1 or +1."""
    return reputation + weight * (tone - reputation)


@law
def acquaintance(uniform: float, hubs: float) -> float:
    """Rank of a rewired neighbour among all, 0..1: low ranks are known to many.

    The density of ranks falls as rank ** -(hubs / (1 + hubs)), so audiences follow a power law of exponent
    2 + 1 / hubs.
    """
    return exp((1.0 + hubs) * log(max(uniform, 1e-300)))
