"""Complaints and recovery: what failed is voiced or not, and answered or not.

Voice grows with loyalty, those who stay silent simply keep their disappointment. A good answer can leave a
customer more satisfied than one whom nothing befell (the recovery paradox), but hardly more loyal; silence
angers.
Source: Hirschman (1970), "Exit, voice, and loyalty"; Fornell & Wernerfelt (1987), "Defensive marketing
strategy by customer complaint management"; Smith & Bolton (1998); de Matos, Henrique & Rossi (2007),
"Service recovery paradox: a meta-analysis" (satisfaction rises, repurchase does not).
"""

from typing import Annotated, Any, ClassVar, NamedTuple

import numpy as np
from pydantic import Field
from typing_extensions import override

from sim.maths import clip, law, saturation
from sim.mechanisms.base import Mechanism, OfFirms, Setting
from sim.units import Money, Share


class ComplaintsInPeriod(NamedTuple):
    """Who complains and what an answer does."""

    is_on: bool
    """Whether people complain."""
    voice: float
    loyal_voice: float
    restoration: float
    forgiveness: float
    anger: float
    recovery: Annotated[
        Any, OfFirms("offers.recovery", "quality of answers to complaints, 0..1", through="quality_of_answer")
    ]


class Complaints(Mechanism):
    """Who complains and what an answer does. Off: nobody complains, and nothing can be put right."""

    row: ClassVar[str] = "C6"
    voice: Share = Field(0.3, description="chance that one who cares nothing for the firm voices a failure")
    loyal_voice: Share = Field(0.3, description="added chance of one who is fully loyal")
    restoration: Share = Field(
        0.7, description="share of missing satisfaction that a perfect answer restores"
    )
    forgiveness: Share = Field(
        0.1, description="share of missing attitudinal loyalty that a perfect answer restores"
    )
    answer_scale: Money = Field(
        20.0, description="money per complaint at which an answer is 63% of a perfect one"
    )
    anger: Share = Field(
        0.25, description="share of satisfaction and loyalty lost if a complaint is not answered"
    )

    @override
    def in_period(self, setting: Setting) -> ComplaintsInPeriod:
        return ComplaintsInPeriod(
            is_on=self.is_on,
            voice=self.strength * self.voice,
            loyal_voice=self.strength * self.loyal_voice,
            restoration=self.restoration,
            forgiveness=self.forgiveness,
            anger=self.anger,
            recovery=np.zeros(setting.firms),
        )

    def quality_of_answer(self, money: float) -> float:
        """Quality of an answer for so much money, 0..1."""
        return saturation(money, self.answer_scale)


@law
def voice_chance(base: float, loyal: float, attitude: float) -> float:
    """Chance that a customer loyal by `attitude` (0..1) voices a failure."""
    return clip(base + loyal * attitude, 0.0, 1.0)


@law
def angered(level: float, anger: float) -> float:
    """Satisfaction or loyalty after a complaint that nobody answered."""
    return level * (1.0 - anger)
