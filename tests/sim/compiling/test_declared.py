"""Fields say once what their arrays are."""

from typing import Annotated, Any, NamedTuple

import pytest

from sim.compiling import declared


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
