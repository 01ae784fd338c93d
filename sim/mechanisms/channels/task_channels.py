"""Task channels: each task of a relationship is done through a channel that the customer chooses for it.

Before a complex good is bought, people ask for advice in one channel and buy in the same or another, from
the firm that advised or from somebody else (research shopping, showrooming). They choose a channel for what
it is good at, hold on to the one that they used last, buy where they were advised if leaving is some
trouble (lock-in), and gain where one channel of a firm builds on another (synergy). What each contact costs
falls to the firm.
Source: Verhoef, Neslin & Vroomen (2007), "Multichannel customer management: understanding the
research-shopper phenomenon" (attributes, lock-in, synergy); habit: Ansari, Mela & Neslin (2008), "Customer
channel migration"; tasks over the relationship: Payne & Frow (2004), "The role of multichannel integration
in CRM"; Gensler, Verhoef & Boehm (2012), "Understanding consumers' multichannel choices across the
different stages of the buying process". Channels of one firm are alike, so that a choice is between firms
first: McFadden (1978), "Modelling the choice of residential location" (nested logit). Sizes are judgements,
swept where a claim rests on them.
"""

from typing import ClassVar, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import law, log
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Share, Weight


class TaskChannelsInPeriod(NamedTuple):
    """How channels are chosen task by task."""

    is_on: bool
    """Whether each task has a channel of its own."""
    strength: float
    """Share of service that is by task; the rest is the average."""
    complexity: float
    """How hard contacts are on average."""
    advised: float
    """Share of purchases before which somebody needs advice."""
    habit: float


class TaskChannels(Mechanism):
    """How channels are chosen task by task. Off: one average of all tasks, and contacts cost nothing."""

    row: ClassVar[str] = "D3"
    complexity: Share = Field(
        0.5, description="share of purchases before which somebody needs advice: how complex the good is"
    )
    risk: Weight = Field(1.5, description="logits that a good loses where advice was needed and none was had")
    general: Share = Field(
        0.5, description="share of good advice that helps whoever's product is bought in the end"
    )
    lock_in: Weight = Field(0.5, description="logits gained by buying where one was advised")
    synergy: Weight = Field(
        0.5, description="logits gained by buying elsewhere from who advised, where channels work as one"
    )
    quality: Weight = Field(2.0, description="logits between the worst and the best channel for a task")
    urgency: Weight = Field(0.5, description="logits that a channel loses that never answers")
    alike: Share = Field(
        0.7,
        description="how far channels of a firm replace one another: at 1 an equal one more wins nobody",
    )
    habit: Weight = Field(
        0.7, description="liking gained by the channel used last, in standard units of liking"
    )

    @override
    def in_period(self, setting: Setting) -> TaskChannelsInPeriod:
        return TaskChannelsInPeriod(
            is_on=self.is_on,
            strength=self.strength,
            complexity=self.complexity,
            advised=self.strength * self.complexity,
            habit=self.strength * self.habit,
        )


@law
def advice_carried(quality: float, is_same_channel: bool, kept: float) -> float:
    """Advice, 0..1, that is left at the purchase; elsewhere only what is kept on the way."""
    return quality if is_same_channel else quality * kept


@law
def risk_utility(advice: float, risk: float) -> float:
    """Logits lost to what one does not know of a good that needs advice."""
    return -risk * (1.0 - advice)


@law
def bound_utility(is_same_channel: bool, lock_in: float, synergy: float) -> float:
    """Logits gained where a firm advised: by staying there, or by its channels working together."""
    return lock_in if is_same_channel else synergy


@law
def alike_utility(channels: float, alike: float) -> float:
    """Logits that each of some channels of a firm loses, because they offer one good and not several."""
    return -alike * log(channels)


@law
def task_utility(quality: float, weight: float, hours: float, urgency: float) -> float:
    """Logits of a channel for a task: how well it does it, and how often it answers."""
    return weight * quality - urgency * (1.0 - hours)
