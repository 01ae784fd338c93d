"""Brand choice: everybody takes the offer with the luckiest utility, or waits.

A multinomial logit drawn as a race: each offer arrives after an exponential time divided by
exp(its utility), and the first is taken. Luck belongs to the offer, so that a new rival or a
new price does not reshuffle buyers among the others.
Source: McFadden (1974), "Conditional logit analysis of qualitative choice behavior";
consideration as a weight: Guadagni & Little (1983) and Swait & Ben-Akiva (1987).
"""

from typing import ClassVar, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import exp, law, log
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Positive, Real, Weight


class BrandChoiceInPeriod(NamedTuple):
    """What weighs in a choice, in logits."""

    reputation: float
    channel: float
    waiting: float


class BrandChoice(Mechanism):
    """What weighs in a choice, in logits."""

    row: ClassVar[str] = "B8"
    price: Weight = Field(2.0, description="logits lost per unit of log price")
    reference_price: Positive = Field(100.0, description="price that weighs nothing, in money")
    quality: Weight = Field(2.0, description="logits per unit of visible quality (0..1)")
    reputation: Weight = Field(1.0, description="logits per unit of what one has heard (-1..1)")
    channel: Weight = Field(
        1.0, description="logits per unit of a channel's service and of one's liking for it"
    )
    waiting: Real = Field(0.0, description="utility of buying nothing now, in logits")

    @override
    def in_period(self, setting: Setting) -> BrandChoiceInPeriod:
        return BrandChoiceInPeriod(
            reputation=self.strength * self.reputation,
            channel=self.strength * self.channel,
            waiting=self.strength * self.waiting,
        )


@law
def price_utility(log_price: float, sensitivity: float) -> float:
    """Logits that a price (log of price over reference price) takes from an offer."""
    return -sensitivity * log_price


@law
def known_utility(awareness: float) -> float:
    """Logits by which not being known to all lowers an offer: log of the chance to be considered."""
    return log(max(awareness, 1e-9))


@law
def arrival(utility: float, luck: float) -> float:
    """Arrival time of an offer in the race; `luck` is a unit exponential draw. The first one wins."""
    return luck * exp(-utility)


@law
def choice_share(utility: float, total_odds: float) -> float:
    """Share of choices that an offer gets; `total_odds` sums exp(utility) over all offers and waiting."""
    return exp(utility) / total_odds
