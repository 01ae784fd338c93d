"""What the numbers in a scenario mean: shared types with bounds and a unit, and the base of every model.

The unit of a type turns up as `unit` in the JSON Schema of each field that has it.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer
from pydantic.config import JsonDict

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]
    Ints: TypeAlias = npt.NDArray[np.int64]
else:  # reading a scenario must not cost an import of NumPy
    Floats = Any
    Ints = Any

NAME_PATTERN = "^[a-z][a-z0-9_]{0,39}$"


def unit(name: str) -> JsonDict:
    """Metadata that carries a unit, for `Field(json_schema_extra=unit("minutes"))`."""
    return {"unit": name}


class Spec(BaseModel):
    """Base of every model that a scenario file fills in: frozen, strict, no unknown keys, no NaN."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, validate_default=True
    )


Share = Annotated[float, Field(ge=0, le=1, json_schema_extra=unit("share"))]
"""A part of a whole, 0 to 1."""

SignedShare = Annotated[float, Field(ge=-1, le=1, json_schema_extra=unit("share"))]
"""A relative change, -1 to 1."""

Money = Annotated[float, Field(ge=0, json_schema_extra=unit("currency"))]
"""An amount of money in whole currency units, not negative."""

Price = Annotated[float, Field(gt=0, json_schema_extra=unit("currency"))]
"""What a unit costs, in whole currency units, above 0."""

PerYear = Annotated[float, Field(ge=0, json_schema_extra=unit("per year"))]
"""A rate per year, not negative."""

Years = Annotated[float, Field(ge=0, json_schema_extra=unit("years"))]
"""A duration or a date in years, not negative."""

PositiveYears = Annotated[float, Field(gt=0, json_schema_extra=unit("years"))]
"""A duration in years, above 0."""

Count = Annotated[int, Field(ge=0, json_schema_extra=unit("count"))]
"""How many, 0 or more."""

PositiveCount = Annotated[int, Field(gt=0, json_schema_extra=unit("count"))]
"""How many, 1 or more."""

Weight = Annotated[float, Field(ge=0, json_schema_extra=unit("weight"))]
"""A relative importance, not negative; only ratios of weights matter."""

Real = Annotated[float, Field(json_schema_extra=unit("number"))]
"""Any finite number."""

Positive = Annotated[float, Field(gt=0, json_schema_extra=unit("number"))]
"""A finite number above 0."""

Name = Annotated[str, Field(pattern=NAME_PATTERN, json_schema_extra=unit("name"))]
"""Id of a firm, channel, segment or generation: lower-case letters, digits and _, at most 40."""


def is_name(text: object) -> bool:
    """Whether it can stand for a `Name`."""
    return isinstance(text, str) and re.fullmatch(NAME_PATTERN, text) is not None


def in_order(values: Iterable[str]) -> list[str]:
    """A set as a list that is the same in every process: hashes of texts, and so sets, are not."""
    return sorted(values)


Names = Annotated[frozenset[Name], Field(strict=False), PlainSerializer(in_order)]
"""Names without an order, a list in a file."""
