"""A table at an address says to a loop what the tuple says in Python."""

import copy
from typing import Any, NamedTuple

import numpy as np
import pytest

from sim.compiling import blank, by_address, kept, kernel


class Prices(NamedTuple):
    paid: Any
    listed: Any


class Shop(NamedTuple):
    prices: Prices
    sold: Any
    margin: float
    people: int
    open: bool


@kernel
def revenue(shop: Shop, into: Any) -> None:
    """Sum of what was paid for what was sold, if the shop is open, and of what lists say."""
    if shop.open:
        for product in range(shop.sold.shape[0]):
            for segment in range(shop.sold.shape[1]):
                into[0] += shop.sold[product, segment] * shop.prices.paid[product] * shop.margin
    into[1] = shop.prices.listed[-1] + shop.people


@kernel
def sell_one(shop: Shop, product: int) -> None:
    """Sell a unit to the last segment."""
    shop.sold[product, -1] += 1


def a_shop() -> Shop:
    prices = Prices(np.array([2.5, 4.0], dtype=np.float32), np.array([3, 5], dtype=np.int64))
    return Shop(prices, np.array([[1, 2], [3, 4]], dtype=np.int16), 0.5, -7, open=True)


def seen(shop: Shop) -> list[float]:
    into = np.zeros(2)
    revenue(shop, into)
    return into.tolist()


def test_a_loop_reads_arrays_numbers_and_tables_within_tables():
    assert seen(a_shop()) == [0.5 * (3 * 2.5 + 7 * 4.0), 5 - 7]
    assert seen(a_shop()._replace(open=False))[0] == 0.0


def test_what_a_loop_writes_stands_in_the_array_of_the_tuple():
    shop = a_shop()
    laid_out = by_address(shop)
    sell_one(laid_out, 1)
    assert shop.sold.tolist() == [[1, 2], [3, 5]]
    assert laid_out.sold is shop.sold


def test_a_table_of_other_types_is_read_as_such():
    shop = a_shop()
    wide = shop._replace(
        sold=shop.sold.astype(np.int64), prices=Prices(*(np.float64(p) for p in shop.prices))
    )
    assert seen(wide) == seen(shop)


def test_an_empty_array_has_no_rows():
    nothing = a_shop()._replace(sold=np.zeros((0, 2), dtype=np.int16))
    assert seen(nothing)[0] == 0.0


def test_a_copy_has_arrays_of_its_own():
    shop = by_address(a_shop())
    other = copy.deepcopy(shop)
    sell_one(other, 0)
    assert shop.sold.tolist() == [[1, 2], [3, 4]]
    assert other.sold.tolist() == [[1, 3], [3, 4]]


def test_new_numbers_stand_where_the_old_ones_stood():
    held = kept(None, a_shop())
    other = a_shop()._replace(sold=np.full((2, 2), 9, dtype=np.int16), margin=2.0)
    assert kept(held, other) is held
    assert seen(held) == seen(other)
    assert held.margin == 2.0


def test_numbers_that_are_kept_are_not_written_into_somebody_elses_array():
    shop = a_shop()
    kept(kept(None, shop), a_shop()._replace(sold=np.zeros((2, 2), dtype=np.int16)))
    assert shop.sold.tolist() == [[1, 2], [3, 4]]


def test_a_table_of_another_shape_gets_memory_of_its_own():
    held = kept(None, a_shop())
    longer = a_shop()._replace(sold=np.ones((2, 3), dtype=np.int16))
    assert kept(held, longer) is not held
    assert seen(kept(held, longer)) == seen(longer)


def test_a_blank_table_is_all_zero_and_its_arrays_do_not_overlap():
    table = blank(Prices, ((2,), (3, 2)))
    table.paid[:], table.listed[:] = 1, 2
    assert table.paid.tolist() == [1, 1]
    assert table.listed.tolist() == [[2, 2]] * 3


@pytest.mark.parametrize(
    "member",
    [
        np.ones((4, 4))[:, ::2],
        np.asfortranarray(np.ones((3, 2))),
        np.broadcast_to(np.ones(1), 3),
        "text",
        None,
    ],
    ids=["every other column", "column after column", "read only", "text", "nothing"],
)
def test_what_loops_cannot_read_is_refused_by_its_name(member: Any):
    with pytest.raises(TypeError, match="sold"):
        by_address(a_shop()._replace(sold=member))
