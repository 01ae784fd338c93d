import math
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as hs

from analysis.measures.shapley import shapley_split, shapley_split_cents, whole_cents

AMOUNTS = hs.integers(-(10**9), 10**9)


def profit(drivers):
    return drivers["units"] * (drivers["price"] - drivers["cost"])


def by_every_order(outcome, before, after):
    """Shapley parts by their definition: the mean over all orders of change."""
    parts = dict.fromkeys(before, Fraction(0))
    for order in permutations(before):
        state = dict(before)
        for driver in order:
            was = outcome(state)
            state[driver] = after[driver]
            parts[driver] += Fraction(outcome(state) - was, math.factorial(len(before)))
    return parts


def test_revenue_growth_splits_into_price_and_quantity_as_in_the_textbook():
    parts = shapley_split(
        lambda d: d["price"] * d["units"], {"price": 2, "units": 10}, {"price": 3, "units": 14}
    )
    assert parts == {"price": 12.0, "units": 10.0}


def test_the_glove_market_gives_two_thirds_to_the_scarce_side():
    """Shapley's example: one right glove, two left ones; a pair is worth 1."""
    alone, together = dict.fromkeys("abc", 0), dict.fromkeys("abc", 1)
    parts = shapley_split(lambda owned: min(owned["a"], owned["b"] + owned["c"]), alone, together)
    assert parts == pytest.approx({"a": 2 / 3, "b": 1 / 6, "c": 1 / 6})


@given(hs.lists(hs.tuples(AMOUNTS, AMOUNTS), min_size=3, max_size=3))
def test_parts_are_the_mean_over_every_order_and_add_up_to_the_cent(pairs):
    names = ("units", "price", "cost")
    before = dict(zip(names, (b for b, _ in pairs), strict=True))
    after = dict(zip(names, (a for _, a in pairs), strict=True))
    exact, cents = by_every_order(profit, before, after), shapley_split_cents(profit, before, after)
    assert sum(cents.values()) == profit(after) - profit(before)
    assert all(abs(cents[name] - exact[name]) < 1 for name in names)


def test_a_driver_without_effect_gets_exactly_nothing():
    before, after = {"a": 1, "b": 1, "idle": 5}, {"a": 4, "b": 8, "idle": 9}
    assert shapley_split_cents(lambda d: d["a"] * d["b"], before, after)["idle"] == 0
    assert shapley_split(lambda d: 0.1 * d["a"] * d["b"], before, after)["idle"] == 0.0


def test_equal_drivers_get_equal_parts_and_the_odd_cent_goes_to_the_first():
    before, after = dict.fromkeys("abc", 0), dict.fromkeys("abc", 1)
    all_or_nothing = shapley_split(lambda d: float(min(d.values())), before, after)
    assert len(set(all_or_nothing.values())) == 1
    cents = shapley_split_cents(lambda d: 100 * min(d.values()), before, after)
    assert cents == {"a": 34, "b": 33, "c": 33}


def test_a_driver_that_did_not_change_costs_no_evaluation():
    calls = []
    parts = shapley_split(lambda d: calls.append(d) or d["a"], {"a": 1, "b": 7}, {"a": 3, "b": 7})
    assert (parts, len(calls)) == ({"a": 2.0, "b": 0.0}, 2)


def test_drivers_of_a_group_change_together():
    before, after = {"price": 2, "units": 10, "cost": 1}, {"price": 3, "units": 14, "cost": 2}
    grouped = shapley_split(profit, before, after, {"margin": ["price", "cost"], "volume": ["units"]})
    assert grouped == {"margin": 0.0, "volume": 4.0}


def test_values_may_be_whole_arrays():
    before, after = (
        {"by_year": np.array([1, 2]), "same": np.ones(2)},
        {"by_year": np.array([4, 4]), "same": np.ones(2)},
    )
    assert shapley_split_cents(lambda d: int(d["by_year"].sum()), before, after) == {"by_year": 5, "same": 0}


def test_twelve_drivers_add_up_beyond_what_a_float_holds():
    before, after = ({f"d{i:02}": shift + i for i in range(12)} for shift in (3, 40))

    def product(drivers):
        return math.prod(drivers.values())

    parts = shapley_split_cents(product, before, after)
    assert sum(parts.values()) == product(after) - product(before)
    assert len(parts) == 12


def test_nothing_changed_splits_into_nothing():
    assert shapley_split_cents(profit, *[{"units": 1, "price": 2, "cost": 3}] * 2) == {
        "units": 0,
        "price": 0,
        "cost": 0,
    }


def test_arms_with_different_drivers_are_refused():
    with pytest.raises(ValueError, match="one arm only"):
        shapley_split(profit, {"units": 1}, {"price": 1})


def test_a_driver_outside_every_group_is_refused():
    with pytest.raises(ValueError, match="exactly one group"):
        shapley_split(sum, {"a": 1, "b": 1}, {"a": 2, "b": 2}, {"only": ["a"]})


def test_too_many_drivers_are_refused_before_anything_is_computed():
    many = dict.fromkeys(map(str, range(17)), 0)
    with pytest.raises(ValueError, match="at most 16"):
        shapley_split(sum, many, dict.fromkeys(many, 1))


def test_parts_of_a_broken_cent_are_refused():
    with pytest.raises(ValueError, match="broken cent"):
        whole_cents({"a": Fraction(1, 2)})


def test_losses_are_rounded_like_gains():
    assert whole_cents({"a": Fraction(-1, 3), "b": Fraction(-1, 3), "c": Fraction(-1, 3)}) == {
        "a": 0,
        "b": 0,
        "c": -1,
    }
