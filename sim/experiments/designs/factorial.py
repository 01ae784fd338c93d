"""Designs whose points are written down or follow from listed levels: grid, list, zip, one at a time."""

from collections.abc import Iterator, Sequence
from math import prod
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from sim.experiments.designs.factors import (
    LevelFactors,
    Levels,
    Span,
    SpanFactors,
    check_factors,
    check_paths,
    count,
    level,
)
from sim.units import Spec


class FullFactorial(Spec):
    """Every combination of levels."""

    kind: Literal["grid"] = "grid"
    over: LevelFactors = Field(description="by path: {from, to, steps} or a list of values")

    @property
    def factors(self) -> tuple[str, ...]:
        """Paths that it varies."""
        return tuple(self.over)

    @property
    def size(self) -> int:
        """Number of points."""
        return prod(count(factor) for factor in self.over.values())

    def points(self) -> Iterator[dict[str, Any]]:
        """Points one by one, the last factor changing fastest; memory does not grow with their number."""
        for values in _combinations([*self.over.values()]):
            yield dict(zip(self.over, values, strict=True))

    @model_validator(mode="after")
    def _factors_are_sound(self) -> Self:
        check_factors(self.over)
        return self


def _combinations(factors: Sequence[Levels | tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    if not factors:
        yield ()
        return
    first, *others = factors
    for number in range(count(first)):
        value = level(first, number)
        for rest in _combinations(others):
            yield value, *rest


class ZippedFactors(Spec):
    """The first levels of all factors together, then the second ones, and so on."""

    kind: Literal["zip"] = "zip"
    over: LevelFactors = Field(description="by path: {from, to, steps} or a list of values, all as many")

    @property
    def factors(self) -> tuple[str, ...]:
        """Paths that it varies."""
        return tuple(self.over)

    @property
    def size(self) -> int:
        """Number of points."""
        return count(next(iter(self.over.values())))

    def points(self) -> Iterator[dict[str, Any]]:
        """Points one by one."""
        for number in range(self.size):
            yield {path: level(factor, number) for path, factor in self.over.items()}

    @model_validator(mode="after")
    def _factors_are_as_long(self) -> Self:
        check_factors(self.over)
        lengths = {path: count(factor) for path, factor in self.over.items()}
        if len(set(lengths.values())) > 1:
            said = ", ".join(f"{path} {length}" for path, length in lengths.items())
            raise ValueError(
                f"[over] must have as many values for each factor (got {said}) "
                "- make them equal, or use kind: grid for all combinations"
            )
        return self


class ListedPoints(Spec):
    """Points one by one as they are written."""

    model_config = ConfigDict(serialize_by_alias=True)

    kind: Literal["list"] = "list"
    listed: Annotated[tuple[dict[str, Any], ...], Field(min_length=1, strict=False)] = Field(
        alias="points", description="one mapping {path: value, ...} per point"
    )

    @property
    def factors(self) -> tuple[str, ...]:
        """Paths that it varies, in the order in which they turn up."""
        return tuple(dict.fromkeys(path for point in self.listed for path in point))

    @property
    def size(self) -> int:
        """Number of points."""
        return len(self.listed)

    def points(self) -> Iterator[dict[str, Any]]:
        """Points one by one."""
        return (dict(point) for point in self.listed)

    @model_validator(mode="after")
    def _paths_are_sound(self) -> Self:
        for number, point in enumerate(self.listed):
            check_paths(point, f"points.{number}")
        return self


class OneAtATime(Spec):
    """The file as it is, then each factor alone at its low and its high end, or at each value of its list."""

    kind: Literal["one_at_a_time"] = "one_at_a_time"
    over: SpanFactors = Field(description="by path: {from, to} or a list of values")

    @property
    def factors(self) -> tuple[str, ...]:
        """Paths that it varies."""
        return tuple(self.over)

    @property
    def size(self) -> int:
        """Number of points."""
        return 1 + sum(len(_ends(factor)) for factor in self.over.values())

    def points(self) -> Iterator[dict[str, Any]]:
        """Points one by one; the first changes nothing."""
        yield {}
        for path, factor in self.over.items():
            yield from ({path: value} for value in _ends(factor))

    @model_validator(mode="after")
    def _factors_are_sound(self) -> Self:
        check_factors(self.over)
        return self


def _ends(factor: Span | tuple[Any, ...]) -> tuple[Any, ...]:
    return factor.ends if isinstance(factor, Span) else factor
