"""What every mechanism has: a strength, and a way to switch it off."""

from functools import cache
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import Field

from sim.units import Share, Spec


class Setting(NamedTuple):
    """What a law must know of the market that it works in, and of the other laws there."""

    periods_per_year: int
    periods: int
    """Length of a run in periods."""
    customers: int
    """People in the market."""
    firms: int
    needs: int
    """Need dimensions."""
    neighbours: int
    """People whom one listens to; 0 where nobody talks."""
    listening: float
    """How far one listens to them, 0..1."""
    contacts_by_task: bool
    """Whether service contacts have channels, and costs, of their own."""

    @property
    def period_years(self) -> float:
        """Length of a period in years."""
        return 1.0 / self.periods_per_year


class OfFirms(NamedTuple):
    """What a field of a law's numbers says of an array that holds a number by firm, anew in every period."""

    source: str
    """Attribute of a firm that it is read off, as ``offers.recovery``."""
    meaning: str
    through: str = ""
    """Method of the law that makes it of what is read; without one it is taken as it is."""


class Switch(NamedTuple):
    """What compiled loops read of a law whose numbers firms post."""

    is_on: bool


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

    def in_period(self, _setting: Setting, /) -> tuple[Any, ...]:
        """What compiled loops read of the law: its parameters at its strength, years turned into periods.

        Returns
        -------
        A named tuple of numbers and arrays.
        """
        return Switch(self.is_on)
