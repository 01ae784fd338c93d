"""Replacement: a durable wears out, the sooner the older it is.

Source: Bayus (1988), "Accelerating the durable replacement cycle with marketing mix variables";
Weibull lifetimes as in Kamakura & Balasubramanian (1987), "Long-term forecasting with innovation
diffusion models: the impact of replacement purchases".
"""

from typing import ClassVar, NamedTuple

import numpy as np
from pydantic import Field
from typing_extensions import override

from sim.maths import exp, law, log
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Floats, Positive, PositiveYears


class ReplacementInPeriod(NamedTuple):
    """How products wear out, in a period."""

    due: Floats
    """float64[ages]: chance that a product of that many periods is due for replacement."""


class Replacement(Mechanism):
    """How long a product is used before its owner looks for another."""

    row: ClassVar[str] = "A1"
    life: PositiveYears = Field(8.0, description="scale of the Weibull lifetime (63% are replaced by then)")
    shape: Positive = Field(
        3.0, description="Weibull shape: 1 = chance independent of age, 3 = mostly about the life"
    )

    @override
    def in_period(self, setting: Setting) -> ReplacementInPeriod:
        years = setting.period_years
        ages = setting.periods + round(2 * self.life * setting.periods_per_year) + 2
        due = [
            self.strength * replacement_chance(age * years, years, self.life, self.shape)
            for age in range(ages)
        ]
        return ReplacementInPeriod(due=np.array(due, dtype=np.float64))


@law
def replacement_chance(age: float, years: float, life: float, shape: float) -> float:
    """Chance that a product of `age` years is due within the next `years` (discrete Weibull hazard)."""
    before = exp(shape * log(age / life)) if age > 0.0 else 0.0
    after = exp(shape * log((age + years) / life))
    return 1.0 - exp(before - after)
