"""What the fields of a table say of their arrays, so that it is said once and everything follows from it.

A field is written ``taste: Annotated[Array, Column(…)]``; to loops it is the array alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, get_type_hints

import numpy as np
import numpy.typing as npt

_T = TypeVar("_T")


@dataclass(frozen=True)
class Stored:
    """How an array is stored, and what it is."""

    stored: str
    """Type and shape, as ``float32[F, n]``."""
    meaning: str

    @property
    def dtype(self) -> str:
        """Type of a value."""
        return self.stored.partition("[")[0]

    @property
    def by(self) -> tuple[str, ...]:
        """What each axis goes by."""
        return tuple(self.stored.partition("[")[2].rstrip("]").split(", "))

    def empty(self, length: Mapping[str, int]) -> npt.NDArray[Any]:
        """The array, all zero, where what an axis goes by is so long."""
        return np.zeros([length[by] for by in self.by], dtype=self.dtype)


@cache
def said(table: type[tuple[Any, ...]], kind: type[_T]) -> dict[str, _T]:
    """Declarations of a table by field, of those fields that declare something of this class."""
    hints = get_type_hints(table, include_extras=True)
    return {name: found[0] for name, hint in hints.items() if (found := _declarations(hint, kind))}


@cache
def declared(table: type[tuple[Any, ...]], kind: type[_T]) -> dict[str, _T]:
    """Declarations of a table by field, in the order of its fields.

    Parameters
    ----------
    table
        A named tuple whose fields are annotated.
    kind
        Class of the declarations.

    Raises
    ------
    TypeError
        If a field declares nothing, or more than one thing.
    """
    hints = get_type_hints(table, include_extras=True)
    return {name: _only(name, hint, kind) for name, hint in hints.items()}


def _only(name: str, hint: Any, kind: type[_T]) -> _T:  # noqa: ANN401 - an annotation
    found = _declarations(hint, kind)
    if len(found) != 1:
        raise TypeError(f"{name} declares {len(found)} times what it is, not once")
    return found[0]


def _declarations(hint: Any, kind: type[_T]) -> list[_T]:  # noqa: ANN401 - an annotation
    return [told for told in getattr(hint, "__metadata__", ()) if isinstance(told, kind)]
