"""Latent needs: what nobody asks for decides no choice, and delights whoever meets with it.

The last need dimensions of a scenario may be latent, below the water line: people do not choose by them, but
when an offer happens to meet them their experience is better out of proportion; not to be met is not missed.
Source: Kano, Seraku, Takahashi & Tsuji (1984), "Attractive quality and must-be quality"; Narver, Slater &
MacLachlan (2004), "Responsive and proactive market orientation".
"""

from typing import ClassVar, NamedTuple

import numpy as np
from pydantic import Field
from typing_extensions import override

from sim.maths import exp, law
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Count, Floats, Positive, Share, Weight


class LatentNeedsInPeriod(NamedTuple):
    """Which needs are latent and what meeting them does."""

    latent: int
    """Needs, the last ones, that are latent; 0 = none."""
    importance: Floats
    """float64[needs]: weight of each need in distances; 0 = latent, so that nobody chooses by it."""
    delight: float
    out_of_proportion: float


class LatentNeeds(Mechanism):
    """Which needs are latent and what meeting them does. Off: all needs are voiced."""

    row: ClassVar[str] = "B7"
    latent: Count = Field(1, le=5, description="how many of the need dimensions, the last ones, are latent")
    visible: Share = Field(
        0.1, description="share of what is latent that a firm knows at the start: the tip of the iceberg"
    )
    delight: Weight = Field(0.25, description="experience gained when a latent need is met in full")
    out_of_proportion: Positive = Field(
        2.0, description="how much more than in proportion the gain grows with how well the need is met"
    )

    @override
    def in_period(self, setting: Setting) -> LatentNeedsInPeriod:
        latent = self.latent if self.is_on else 0
        importance = np.ones(setting.needs)
        importance[setting.needs - latent :] -= self.strength
        return LatentNeedsInPeriod(
            latent=latent,
            importance=importance,
            delight=self.strength * self.delight,
            out_of_proportion=self.out_of_proportion,
        )


@law
def met(distance: float) -> float:
    """How well an offer at a squared `distance` meets a need, 0..1."""
    return exp(-distance)


@law
def delight(how_well: float, most: float, out_of_proportion: float) -> float:
    """Experience gained by a latent need met so well (0..1): convex, nothing at 0, `most` at 1."""
    return most * (exp(out_of_proportion * how_well) - 1.0) / (exp(out_of_proportion) - 1.0)
