"""Replacement: a durable wears out, the sooner the older it is.

Source: Bayus (1988), "Accelerating the durable replacement cycle with marketing mix variables";
Weibull lifetimes as in Kamakura & Balasubramanian (1987), "Long-term forecasting with innovation
diffusion models: the impact of replacement purchases".
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import exp, law, log
from sim.mechanisms.base import Mechanism
from sim.units import Positive, PositiveYears


class Replacement(Mechanism):
    """How long a product is used before its owner looks for another."""

    row: ClassVar[str] = "A1"
    life: PositiveYears = Field(8.0, description="scale of the Weibull lifetime (63% are replaced by then)")
    shape: Positive = Field(
        3.0, description="Weibull shape: 1 = chance independent of age, 3 = mostly about the life"
    )


@law
def replacement_chance(age: float, years: float, life: float, shape: float) -> float:
    """Chance that a product of `age` years is due within the next `years` (discrete Weibull hazard)."""
    before = exp(shape * log(age / life)) if age > 0.0 else 0.0
    after = exp(shape * log((age + years) / life))
    return 1.0 - exp(before - after)
