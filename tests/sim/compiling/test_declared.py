"""Fields say once what their arrays are."""

from typing import Annotated, Any, NamedTuple

import numpy as np
import pytest

from sim.compiling import Stored, declared


class Unit(NamedTuple):
    name: str


class Goods(NamedTuple):
    weight: Annotated[Any, Unit("kg")]
    length: Annotated[Any, "along the edge", Unit("m")]


class Untold(NamedTuple):
    weight: Annotated[Any, Unit("kg")]
    length: Annotated[Any, "along the edge"]


class Twofold(NamedTuple):
    length: Annotated[Any, Unit("m"), Unit("cm")]


def test_what_fields_say_is_found_in_their_order():
    assert [*declared(Goods, Unit).items()] == [("weight", Unit("kg")), ("length", Unit("m"))]


@pytest.mark.parametrize(("table", "times"), [(Untold, 0), (Twofold, 2)])
def test_a_field_says_it_once(table: type, times: int):
    with pytest.raises(TypeError, match=f"length declares {times} times"):
        declared(table, Unit)


def test_an_array_is_stored_as_it_is_said():
    stored = Stored("float32[F, n + 1]", "liking for a brand")
    array = stored.empty({"F": 3, "n + 1": 5})
    assert (array.dtype, array.shape) == (np.float32, (3, 5))
    assert not array.any()
    assert stored.by == ("F", "n + 1")
