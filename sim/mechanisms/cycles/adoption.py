"""Adoption: first purchases of a category spread by innovation and imitation.

In goods bought often (`uncertain_demand.purchase_rate`) it may bring the trial, after which everybody buys at
their own rate (Fourt & Woodlock 1960, "Early prediction of market success for new grocery products").

Source: Bass (1969), "A new product growth for model consumer durables", here at the level of a
person: Rand & Rust (2011), "Agent-based modeling in marketing".
"""

from typing import ClassVar, NamedTuple

import numpy as np
from pydantic import Field
from typing_extensions import override

from sim.maths import exp, law
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Floats, PerYear, Share


class AdoptionInPeriod(NamedTuple):
    """When people look for a first product, in a period."""

    looking: Floats
    """float64[neighbours + 1]: chance to look for one, by number of neighbours who own one."""
    trial: bool
    """Whether, in goods bought often, a first purchase spreads before people buy at their own rate."""


class Adoption(Mechanism):
    """When people who own none begin to look for one."""

    row: ClassVar[str] = "A1"
    innovation: PerYear = Field(0.01, description="chance a year to look for one unprompted (Bass p)")
    imitation: PerYear = Field(
        0.38, description="added chance a year if all one's neighbours own one (Bass q)"
    )
    potential: Share = Field(1.0, description="share of the population that will ever want one")
    ownership: Share = Field(0.0, description="share of the potential that owns one at the start")
    trial: bool = Field(
        False, description="goods bought often: a first purchase spreads so before the own rate begins"
    )

    @override
    def in_period(self, setting: Setting) -> AdoptionInPeriod:
        imitation, neighbours = setting.listening * self.imitation, setting.neighbours
        looking = [
            self.strength
            * adoption_chance(self.innovation, imitation, owning / max(neighbours, 1), setting.period_years)
            for owning in range(neighbours + 1)
        ]
        return AdoptionInPeriod(looking=np.array(looking, dtype=np.float64), trial=self.is_on and self.trial)


@law
def adoption_chance(innovation: float, imitation: float, owning_neighbours: float, years: float) -> float:
    """Chance that a person without one looks for one within `years`.

    `owning_neighbours` is the share of neighbours who own one. With imitation 0 adoption is
    exponential, with innovation 0 logistic.
    """
    return 1.0 - exp(-(innovation + imitation * owning_neighbours) * years)
