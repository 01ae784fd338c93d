"""Designs that sample the space of all factors, the same points for the same seed.

Sources: McKay, Beckman & Conover (1979), "A comparison of three methods for selecting values of input
variables"; Sobol' (1967), "On the distribution of points in a cube", scrambled after Owen (1998); Morris
(1991), "Factorial sampling plans for preliminary computational experiments"; Saltelli (2002), "Making best
use of model evaluations to compute sensitivity indices".
"""

import importlib
from collections.abc import Iterator
from types import ModuleType
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from sim.experiments.designs.factors import SpanFactors, check_factors, drawn
from sim.refusal import MissingExtra
from sim.units import Count, Floats, Spec


class _Sampled(Spec):
    """Factors, a seed, and points that follow from places in the unit cube."""

    over: SpanFactors = Field(description="by path: {from, to} or a list of values")
    seed: Count = Field(0, description="the same seed gives the same points")

    @property
    def factors(self) -> tuple[str, ...]:
        """Paths that it varies."""
        return tuple(self.over)

    def points(self) -> Iterator[dict[str, Any]]:
        """Points one by one."""
        for place in self.unit_points().tolist():
            pairs = zip(self.over.items(), place, strict=True)
            yield {path: drawn(factor, unit) for (path, factor), unit in pairs}

    def unit_points(self) -> Floats:
        """Places in the unit cube, float64[points, factors]."""
        raise NotImplementedError

    @property
    def problem(self) -> dict[str, Any]:
        """SALib's description of the factors, each from 0 to 1: scaling to values is done here, not there."""
        names = list(self.over)
        return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0] for _ in names]}

    @model_validator(mode="after")
    def _factors_are_sound(self) -> Self:
        check_factors(self.over)
        return self


class LatinHypercube(_Sampled):
    """Each factor's range cut into as many equal strips as there are points, one point in each strip."""

    kind: Literal["latin_hypercube"] = "latin_hypercube"
    samples: Annotated[int, Field(ge=2)] = Field(description="number of points")

    @property
    def size(self) -> int:
        """Number of points."""
        return self.samples

    def unit_points(self) -> Floats:
        """Places in the unit cube, float64[points, factors]."""
        places: Floats = _qmc().LatinHypercube(len(self.over), seed=self.seed).random(self.samples)
        return places


class SobolSequence(_Sampled):
    """Low-discrepancy points, scrambled; `samples` need not be a power of 2, but is balanced best so."""

    kind: Literal["sobol"] = "sobol"
    samples: Annotated[int, Field(ge=2)] = Field(description="number of points, preferably a power of 2")

    @property
    def size(self) -> int:
        """Number of points."""
        return self.samples

    def unit_points(self) -> Floats:
        """Places in the unit cube, float64[points, factors]."""
        sampler = _qmc().Sobol(len(self.over), seed=self.seed)
        places: Floats = sampler.random_base2(_next_power(self.samples))
        return places[: self.samples]


class Morris(_Sampled):
    """Trajectories in which one factor after the other moves, for elementary effects."""

    kind: Literal["morris"] = "morris"
    trajectories: Annotated[int, Field(ge=2)] = Field(
        10, description="number of trajectories, each of factors + 1 points"
    )
    levels: Annotated[int, Field(ge=2, multiple_of=2)] = Field(
        4, description="levels of each factor, an even number"
    )

    @property
    def size(self) -> int:
        """Number of points."""
        return self.trajectories * (len(self.over) + 1)

    def unit_points(self) -> Floats:
        """Places in the unit cube, float64[points, factors], trajectory by trajectory."""
        sampler = salib("sample.morris")
        places: Floats = sampler.sample(
            self.problem, self.trajectories, num_levels=self.levels, seed=self.seed
        )
        return places


class Saltelli(_Sampled):
    """Two independent samples and their mixtures, for Sobol' indices; best when `samples` is a power of 2."""

    kind: Literal["saltelli"] = "saltelli"
    samples: Annotated[int, Field(ge=2)] = Field(
        description="base samples, preferably a power of 2; the number of points is a multiple of it"
    )
    second_order: bool = Field(False, description="whether pairs of factors are to be told apart too")

    @property
    def size(self) -> int:
        """Number of points: samples x (factors + 2), or x (2 factors + 2) with pairs."""
        return self.samples * self.block

    @property
    def block(self) -> int:
        """Points that belong to one base sample."""
        return (2 if self.second_order else 1) * len(self.over) + 2

    def unit_points(self) -> Floats:
        """Places in the unit cube, float64[points, factors], base sample by base sample."""
        sampler = salib("sample.sobol")
        whole = 2 ** _next_power(self.samples)
        places: Floats = sampler.sample(
            self.problem, whole, calc_second_order=self.second_order, seed=self.seed
        )
        return places[: self.size]


def salib(module: str) -> ModuleType:
    """A module of SALib, by its name below `SALib.`.

    Raises
    ------
    MissingExtra
        If SALib is not installed.
    """
    try:
        return importlib.import_module(f"SALib.{module}")
    except ModuleNotFoundError as missing:
        raise MissingExtra.of("design", str(missing.name), "explore") from None


def _qmc() -> ModuleType:
    from scipy.stats import qmc  # noqa: PLC0415 - reading a plan must not cost an import of SciPy

    return qmc


def _next_power(samples: int) -> int:
    """Exponent of the smallest power of 2 that is not less; a Sobol' sequence is cut from one that long."""
    return (samples - 1).bit_length()
