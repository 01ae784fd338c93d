"""The designs of a sweep: which values the factors take together, point by point.

A factor is the dotted path of a scenario key. A point sets some factors to values; its number is its place in
`points`. The order is fixed: on a grid the last factor changes fastest.
"""

from collections.abc import Iterator
from typing import Annotated, Any, TypeAlias

from pydantic import Field

from sim.experiments.designs.factorial import FullFactorial, ListedPoints, OneAtATime, ZippedFactors
from sim.experiments.designs.factors import Levels, Span
from sim.experiments.designs.sampled import LatinHypercube, Morris, Saltelli, SobolSequence
from sim.experiments.designs.varying import vary

AnyDesign: TypeAlias = Annotated[
    FullFactorial
    | ListedPoints
    | ZippedFactors
    | OneAtATime
    | LatinHypercube
    | SobolSequence
    | Morris
    | Saltelli,
    Field(discriminator="kind"),
]
SampledDesign: TypeAlias = LatinHypercube | SobolSequence | Morris | Saltelli

__all__ = [
    "AnyDesign",
    "FullFactorial",
    "LatinHypercube",
    "Levels",
    "ListedPoints",
    "Morris",
    "OneAtATime",
    "Saltelli",
    "SampledDesign",
    "SobolSequence",
    "Span",
    "ZippedFactors",
    "factors",
    "points",
    "problem",
    "size",
    "vary",
]


def size(design: AnyDesign | None) -> int:
    """Count the points, exactly and without making any; no design has one point that changes nothing."""
    return 1 if design is None else design.size


def points(design: AnyDesign | None) -> Iterator[dict[str, Any]]:
    """Values by dotted path, point by point; lazily where the design allows, the same for the same seed.

    Raises
    ------
    MissingExtra
        If the design needs SALib and it is not installed.
    """
    return iter([{}]) if design is None else design.points()


def factors(design: AnyDesign | None) -> tuple[str, ...]:
    """Paths that the design varies, in the order of the file."""
    return () if design is None else design.factors


def problem(design: SampledDesign) -> dict[str, Any]:
    """SALib's description of the factors, each from 0 to 1: scaling to values is done here, not there."""
    return design.problem
