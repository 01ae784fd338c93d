"""What every mechanism has: a strength, and a way to switch it off."""

from functools import cache
from typing import ClassVar, Self

from pydantic import Field

from sim.units import Share, Spec


class Mechanism(Spec):
    """Parameters of one law of the market.

    A mechanism that a scenario does not name is off; ``strength: 0`` and ``off()`` mean the same.
    """

    row: ClassVar[str] = ""
    """Row of the catalogue of mechanisms, for example "B5"."""

    strength: Share = Field(1.0, description="share of the effect that works; 0 switches it off")

    @classmethod
    @cache  # asked for in every period by laws that nobody named
    def off(cls) -> Self:
        """The same mechanism without any effect."""
        return cls(strength=0.0)

    @property
    def is_on(self) -> bool:
        """Whether the mechanism has any effect."""
        return self.strength > 0.0

    @property
    def in_effect(self) -> Self:
        """Itself while it is on, else ``off()``: at strength 0 none of its parameters may matter."""
        return self if self.is_on else self.off()
