"""What one factor of a design may be: evenly spaced levels, all values of a span, or a list of any values."""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import ConfigDict, Field, model_validator

from sim.files.problems import shown
from sim.units import Real, Spec

DIGITS = 12
"""Digits of the width of a span that a computed value keeps: enough for any model, and 0.3 stays 0.3."""


class Span(Spec):
    """All values from one end to the other."""

    model_config = ConfigDict(serialize_by_alias=True)

    low: Real = Field(alias="from", description="lowest value")
    high: Real = Field(alias="to", description="highest value")
    scale: Literal["linear", "log"] = Field(
        "linear", description="whether equal distances are equal differences or equal ratios"
    )
    integer: bool = Field(False, description="whether values are whole numbers")

    @model_validator(mode="after")
    def _goes_up(self) -> Self:
        if self.low >= self.high:
            raise ValueError(
                f"[from] must be below 'to' (got {self.low:g} to {self.high:g}) - write the smaller end first"
            )
        if self.scale == "log" and self.low <= 0:
            raise ValueError(
                f"[from] must be above 0 on a log scale (got {self.low:g}) "
                "- start above 0, or leave out scale"
            )
        for key, end in (("from", self.low), ("to", self.high)):
            if self.integer and not end.is_integer():
                raise ValueError(
                    f"[{key}] must be a whole number (got {end:g}) - write {round(end)}, or leave out integer"
                )
        return self

    @property
    def ends(self) -> tuple[float | int, float | int]:
        """Lowest and highest value."""
        return self._number(self.low), self._number(self.high)

    def at(self, unit: float) -> float | int:
        """Value at a share of the way from the lower end, 0 to 1, by the scale."""
        return self._number(self._exact(unit))

    def drawn(self, unit: float) -> float | int:
        """Value for a draw from [0, 1]: as `at`, but whole numbers of a linear span are equally likely."""
        if not self.integer or self.scale == "log":
            return self.at(unit)
        return int(min(self.low + math.floor(unit * (self.high - self.low + 1)), self.high))

    def share(self, value: float) -> float:
        """Share of the way from the lower end at which a value lies, by the scale."""
        if self.scale == "log":
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def _exact(self, unit: float) -> float:
        if unit in {0, 1}:
            return self.high if unit else self.low
        if self.scale == "log":
            return self.low * math.pow(self.high / self.low, unit)
        return self.low + (self.high - self.low) * unit

    def _number(self, value: float) -> float | int:
        if self.integer:
            return round(value)
        size = value if self.scale == "log" else self.high - self.low
        neat = value if value in {self.low, self.high} else round(value, DIGITS - _exponent(size))
        return min(max(neat, self.low), self.high)


def _exponent(size: float) -> int:
    return math.floor(math.log10(size))


class Levels(Span):
    """Values evenly spaced from one end to the other, both included."""

    steps: Annotated[int, Field(ge=2)] = Field(description="number of values, both ends included")

    @model_validator(mode="after")
    def _levels_differ(self) -> Self:
        room = self.high - self.low + 1
        if self.integer and (self.steps > room or self._crowded()):
            raise ValueError(
                f"[steps] must leave whole numbers apart (got {self.steps} from {self.low:g} "
                f"to {self.high:g}) - take fewer steps, or leave out integer"
            )
        return self

    def level(self, number: int) -> float | int:
        """Value of a level, counted from 0."""
        return self.at(number / (self.steps - 1))

    def _crowded(self) -> bool:
        """Whether rounding makes two levels one; only levels closer than 1 can be."""
        for i in range(self.steps - 1):
            if self.level(i) == self.level(i + 1):
                return True
            if self._exact((i + 1) / (self.steps - 1)) - self._exact(i / (self.steps - 1)) >= 1:
                return False
        return False


Values: TypeAlias = Annotated[tuple[Any, ...], Field(min_length=1, strict=False)]
LevelFactors: TypeAlias = Annotated[dict[str, Levels | Values], Field(min_length=1)]
SpanFactors: TypeAlias = Annotated[dict[str, Span | Values], Field(min_length=1)]


def count(factor: Levels | tuple[Any, ...]) -> int:
    """How many levels a factor of a factorial design has."""
    return factor.steps if isinstance(factor, Levels) else len(factor)


def level(factor: Levels | tuple[Any, ...], number: int) -> Any:  # noqa: ANN401 - any scenario value
    """Level of a factor, counted from 0."""
    return factor.level(number) if isinstance(factor, Levels) else factor[number]


def drawn(factor: Span | tuple[Any, ...], unit: float) -> Any:  # noqa: ANN401 - any scenario value
    """Value of a sampled factor for a draw from [0, 1]; the values of a list are equally likely."""
    if isinstance(factor, Span):
        return factor.drawn(unit)
    return factor[min(int(unit * len(factor)), len(factor) - 1)]


def check_paths(paths: Iterable[str], within: str) -> None:
    """Refuse what cannot be the dotted path of a scenario key.

    Raises
    ------
    ValueError
        In the form `[place] problem (got ...) - remedy`.
    """
    for path in paths:
        if not all(path.split(".")) or any(character.isspace() for character in path):
            raise ValueError(
                f"[{within}] is no path of a scenario (got {shown(path)}) - write it as firms.acme.brand"
            )


def check_factors(factors: Mapping[str, Span | tuple[Any, ...]], within: str = "over") -> None:
    """Refuse factors whose path is none, or that list a value twice.

    Raises
    ------
    ValueError
        In the form `[place] problem (got ...) - remedy`.
    """
    check_paths(factors, within)
    for path, factor in factors.items():
        if isinstance(factor, Span):
            continue
        seen = [json.dumps(value, sort_keys=True) for value in factor]
        twice = next((value for i, value in enumerate(seen) if value in seen[:i]), None)
        if twice is not None:
            raise ValueError(f"[{within}.{path}] has a value twice (got {twice[:60]}) - list each value once")
