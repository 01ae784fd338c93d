"""The profit bridge explains a difference between two arms to the cent."""

from dataclasses import replace

import pytest

from analysis.profit_bridge import COSTS, OTHER, RATES, VOLUMES, bridge_profits, split


def books(**changes):
    """Totals of one run whose profit follows from its books."""
    run = dict.fromkeys([*VOLUMES, *RATES, *COSTS], 0)
    run |= {"units_new": 60, "units_kept": 30, "units_won_back": 10}
    run |= {"revenue_cents": 100_00, "production_cents": 40_00, "transaction_cents": 10_00}
    run |= changes
    costs = sum(run[column] for column in (*COSTS, "production_cents", "transaction_cents"))
    return run | {"profit_cents": run["revenue_cents"] - costs}


def test_drivers_add_up_to_the_difference_in_profit_to_the_cent(comparison):
    for arm in comparison.arms[1:]:
        bridge = bridge_profits(comparison, arm)
        assert sum(bridge.drivers.values()) == bridge.profit_after - bridge.profit_before != 0


def test_nothing_is_left_to_other_when_the_books_balance(comparison):
    assert bridge_profits(comparison, comparison.arms[2]).drivers[OTHER] == 0


def test_profit_that_the_books_do_not_explain_is_called_other():
    after = books()
    after["profit_cents"] += 7
    assert {driver: cents for driver, cents in split(books(), after).items() if cents} == {OTHER: 7}


def test_each_cost_explains_its_own_difference_and_nothing_else():
    for column, driver in COSTS.items():
        parts = split(books(), books(**{column: 12_345}))
        assert {name: cents for name, cents in parts.items() if cents} == {driver: -12_345}


def test_volume_counts_at_the_mean_margin_and_price_at_the_mean_volume():
    # 100 units at a margin of 50 cents become 200 units at a margin of 30 cents.
    after = books(units_kept=130, revenue_cents=160_00, production_cents=80_00, transaction_cents=20_00)
    parts = {driver: cents for driver, cents in split(books(), after).items() if cents}
    assert parts == {"volume from kept customers": 100 * 40, "net price": 150 * -20}


def test_a_cent_that_cannot_be_divided_is_not_lost():
    after = books(units_new=61, units_kept=31, units_won_back=11, revenue_cents=100_01)
    assert sum(split(books(), after).values()) == after["profit_cents"] - books()["profit_cents"]


def test_a_firm_that_sells_nothing_loses_volume_and_not_price():
    empty = dict.fromkeys([*VOLUMES, *RATES], 0)
    parts = split(books(), books(**empty))
    assert {driver for driver, cents in parts.items() if cents} == set(VOLUMES.values())
    assert sum(parts.values()) == -50_00


def test_money_without_a_single_unit_is_explained_by_its_own_driver():
    empty = dict.fromkeys([*VOLUMES, *RATES], 0)
    parts = split(books(**empty), books(**(empty | {"revenue_cents": 900})))
    assert {driver: cents for driver, cents in parts.items() if cents} == {"net price": 900}


def test_identical_arms_have_an_empty_bridge(make_comparison):
    same = make_comparison(effect=0.0, arms=("a", "b"))
    same = replace(same, tables={**same.tables, "firm": same.tables["firm"].assign(satisfaction=1.0)})
    assert set(bridge_profits(same, "b").drivers.values()) == {0}


def test_replications_that_failed_in_one_arm_are_left_out_of_both(comparison):
    firm = comparison.tables["firm"]
    lost = (firm.arm == comparison.arms[1]) & (firm.replication == 0)
    damaged = replace(comparison, tables={**comparison.tables, "firm": firm[~lost]})
    bridge = bridge_profits(damaged, comparison.arms[1])
    assert bridge.replications == comparison.replications - 1
    assert sum(bridge.drivers.values()) == bridge.profit_after - bridge.profit_before


def test_an_arm_that_never_finished_is_refused(comparison):
    with pytest.raises(ValueError, match="no replication finished"):
        bridge_profits(comparison, "unheard of")
