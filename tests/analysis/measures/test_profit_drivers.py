"""Ledgers whose answer is known: each difference goes to the driver that made it, to the cent."""

import math
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as hs

from analysis.measures.profit_drivers import (
    COSTS,
    OTHER,
    PER_UNIT,
    PRICE,
    VOLUME,
    Books,
    family,
    source,
    split,
    whole_cents,
)

KEPT, INNOVATOR = "volume from kept customers", "volume won from innovator"
PRODUCTION, TRANSACTION = PER_UNIT.values()


def ledger(units, price=100, unit_cost=40, transaction=10, **costs):
    """Books of one year: units by driver, at one price and one unit cost, in cents."""
    sold = sum(units.values())
    revenue = {(driver, 0): Fraction(count * price) for driver, count in units.items()}
    spent = dict.fromkeys(COSTS, 0) | costs
    profit = sold * (price - unit_cost - transaction) - sum(spent.values())
    return Books(
        units={(driver, 0): count for driver, count in units.items()},
        revenue=revenue,
        per_unit={"production_cents": {0: sold * unit_cost}, "transaction_cents": {0: sold * transaction}},
        costs=spent,
        profit_cents=profit,
    )


def moved(before, after):
    return {driver: cents for driver, cents in split(before, after).items() if cents}


def test_a_pure_price_change_is_price_alone():
    units = {KEPT: 60, INNOVATOR: 40}
    assert moved(ledger(units), ledger(units, price=93)) == {PRICE: -700}


def test_a_pure_gain_in_volume_from_one_rival_is_its_alone():
    after = ledger({KEPT: 60, INNOVATOR: 55})
    assert moved(ledger({KEPT: 60, INNOVATOR: 40}), after) == {INNOVATOR: 15 * 50}


def test_customers_of_a_source_that_is_new_come_at_their_own_price():
    assert moved(ledger({KEPT: 60}), ledger({KEPT: 60, INNOVATOR: 4})) == {INNOVATOR: 200}


def test_a_pure_change_of_a_unit_cost_is_its_alone():
    units = {KEPT: 60, INNOVATOR: 40}
    assert moved(ledger(units), ledger(units, unit_cost=37)) == {PRODUCTION: 300}
    assert moved(ledger(units), ledger(units, transaction=12)) == {TRANSACTION: -200}


@pytest.mark.parametrize(("column", "driver"), COSTS.items())
def test_each_cost_explains_its_own_difference_and_nothing_else(column, driver):
    units = {KEPT: 60}
    assert moved(ledger(units), ledger(units, **{column: 12_345})) == {driver: -12_345}


def test_what_price_and_volume_do_together_is_shared_evenly():
    # 100 units at a margin of 50 become 200 at 30: alone 5,000 and -2,000, together -2,000 more.
    before, after = ledger({KEPT: 100}), ledger({KEPT: 200}, price=80)
    assert moved(before, after) == {KEPT: 5_000 - 1_000, PRICE: -2_000 - 1_000}


def test_profit_that_the_books_do_not_explain_is_called_other():
    after = ledger({KEPT: 60})
    assert moved(ledger({KEPT: 60}), replace(after, profit_cents=after.profit_cents + 7)) == {OTHER: 7}


def test_revenue_that_no_source_accounts_for_is_called_other():
    before = ledger({KEPT: 60, INNOVATOR: 10})
    known = {cell: paid for cell, paid in before.revenue.items() if cell[0] == KEPT}
    assert moved(replace(before, revenue=known), before) == {PRICE: 1_000, OTHER: -1_000}


def test_a_firm_that_sells_nothing_loses_volume_and_not_price():
    assert moved(ledger({KEPT: 60, INNOVATOR: 40}), ledger({})) == {KEPT: -3_000, INNOVATOR: -2_000}


def test_money_without_a_single_unit_is_explained_by_its_own_driver():
    before = ledger({})
    after = replace(before, revenue={(KEPT, 0): Fraction(900)}, profit_cents=900)
    assert moved(before, after) == {PRICE: 900}


def random_ledger(seed, drivers=13, years=5):
    draw = np.random.default_rng(seed)
    cells = [(f"volume won from rival {i:02}", year) for i in range(drivers) for year in range(years)]
    units = {cell: int(draw.integers(0, 50)) for cell in cells}
    revenue = {cell: Fraction(int(count * draw.integers(90, 120) + 1)) for cell, count in units.items()}
    per_unit = {column: {y: int(draw.integers(9_000, 20_000)) for y in range(years)} for column in PER_UNIT}
    costs = {column: int(draw.integers(0, 9_999)) for column in COSTS}
    spent = sum(costs.values()) + sum(sum(by_year.values()) for by_year in per_unit.values())
    return Books(units, revenue, per_unit, costs, int(sum(revenue.values())) - spent)


@pytest.mark.parametrize("seed", range(20))
def test_many_drivers_over_many_years_add_up_to_the_cent_and_leave_nothing_over(seed):
    before, after = random_ledger(seed), random_ledger(1000 + seed)
    parts = split(before, after)
    assert parts[OTHER] == 0
    assert sum(parts.values()) == after.profit_cents - before.profit_cents


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


AMOUNTS = hs.integers(0, 10**6)
ENDS = hs.lists(hs.tuples(AMOUNTS, AMOUNTS), min_size=5, max_size=5)


@given(ENDS)
def test_the_split_is_shapleys_value_over_all_orders(ends):
    names = (KEPT, INNOVATOR, PRICE, PRODUCTION, TRANSACTION)
    first, second = (dict(zip(names, end, strict=True)) for end in zip(*ends, strict=True))
    # Without a unit sold there is no price, so that only volume differs.
    first[KEPT], first[INNOVATOR], second[KEPT], second[INNOVATOR] = (
        1 + units for units in (first[KEPT], first[INNOVATOR], second[KEPT], second[INNOVATOR])
    )

    def contribution(values):
        return (values[KEPT] + values[INNOVATOR]) * (values[PRICE] - values[PRODUCTION] - values[TRANSACTION])

    def books(values):
        units = {driver: values[driver] for driver in (KEPT, INNOVATOR)}
        return ledger(units, values[PRICE], values[PRODUCTION], values[TRANSACTION])

    expected = by_every_order(contribution, first, second)
    parts = split(books(first), books(second))
    assert sum(parts.values()) == contribution(second) - contribution(first)
    # Parts are rounded to whole cents.
    assert all(abs(parts[driver] - expected[driver]) < 1 for driver in names)


def test_the_odd_cent_goes_to_the_largest_remainder_and_among_equals_to_the_first():
    third = Fraction(100, 3)
    assert whole_cents(dict.fromkeys("abc", third)) == {"a": 34, "b": 33, "c": 33}
    assert whole_cents({"a": Fraction(1, 4), "b": Fraction(3, 4)}) == {"a": 0, "b": 1}


def test_parts_of_a_broken_cent_are_refused():
    with pytest.raises(ValueError, match="broken cent"):
        whole_cents({"a": Fraction(1, 2)})


def test_losses_are_rounded_like_gains():
    assert whole_cents(dict.fromkeys("abc", Fraction(-1, 3))) == {"a": 0, "b": 0, "c": -1}


def test_a_buyer_is_told_apart_by_standing_and_supplier_before():
    def of(kind, origin):
        return source(kind, origin, "us", ["fast_follower"])

    assert of("new", "none") == "volume from newcomers (no supplier before)"
    assert of("new", "fast_follower") == "volume won from fast follower"
    assert of("new", "small") == "volume won from other rivals"
    assert of("kept", "us") == of("kept", "none") == KEPT
    assert of("kept", "small") == "volume from customers shared with rivals"
    assert of("won_back", "us") == "volume won back from no rival"
    assert of("won_back", "fast_follower") == "volume won back from fast follower"


def test_every_driver_has_a_kind():
    assert family(PRICE) == "price"
    assert family(KEPT) == VOLUME
    assert {family(driver) for driver in COSTS.values()} == {
        "channels",
        "marketing",
        "CRM",
        "cost to serve",
        "R&D",
        "fixed cost and set-up",
    }
