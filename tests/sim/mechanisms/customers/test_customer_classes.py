"""Customer classes: what each weighs, and how resellers keep, sell and order stock, in exact cases."""

from math import log

import pytest

from sim.mechanisms.customers.customer_classes import (
    CRITERIA,
    RESELLERS,
    Criteria,
    CustomerClass,
    CustomerClasses,
    margin_utility,
    ordered,
    sold_on,
    stock_turn,
    thought_of,
)


def test_goods_that_are_sold_at_what_they_cost_have_no_margin():
    assert margin_utility(80.0, 80.0, 4.0) == 0.0


def test_a_margin_counts_in_proportion_to_the_weight_and_the_log_of_the_mark_up():
    assert margin_utility(135.0, 100.0, 3.0) == pytest.approx(3.0 * log(1.35), rel=1e-14)


def test_a_full_shelf_of_usual_goods_sells_its_turnover_whoever_made_them():
    assert [sold_on(stock, 40.0, 10.0, 1.0) for stock in (30.0, 10.0)] == [7.5, 2.5]


def test_goods_with_half_as_much_appeal_again_sell_half_as_much_more():
    assert sold_on(20.0, 40.0, 10.0, 1.5) == 1.5 * sold_on(20.0, 40.0, 10.0, 1.0)


def test_nobody_sells_more_than_there_is():
    assert sold_on(3.0, 3.0, 10.0, 1.0) == 3.0
    assert sold_on(0.0, 0.0, 10.0, 1.0) == 0.0


def test_who_has_the_stock_that_is_wanted_orders_what_sells():
    assert ordered(10.0, 20.0, 2.0, 3.0) == 10.0


def test_an_empty_shelf_is_filled_over_the_time_of_adjustment():
    assert ordered(10.0, 0.0, 2.0, 4.0) == 10.0 + 20.0 / 4.0


def test_who_has_too_much_holds_back_and_never_sends_goods_back():
    assert ordered(10.0, 32.0, 2.0, 3.0) == 6.0
    assert ordered(10.0, 500.0, 2.0, 3.0) == 0.0


def test_a_standing_push_fills_the_shelf_up_to_where_fewer_orders_make_up_for_it():
    """At rest what is ordered, with half pushed on top, is what sells: 2/3 of the usual orders."""
    stock, demand, cover, adjustment, push = 20.0, 10.0, 2.0, 3.0, 0.5
    for _ in range(500):
        stock += (1.0 + push) * ordered(demand, stock, cover, adjustment) - demand
    assert stock == pytest.approx(cover * demand + adjustment * demand * push / (1.0 + push), rel=1e-12)


def test_stock_turn_is_a_half_where_stock_lasts_as_long_as_wanted():
    assert stock_turn(10.0, 20.0, 2.0) == 0.5
    assert stock_turn(10.0, 60.0, 2.0) == 0.25
    assert stock_turn(10.0, 0.0, 2.0) == 1.0
    assert stock_turn(0.0, 5.0, 2.0) == 0.0


def test_of_goods_that_are_not_there_nothing_is_known():
    assert stock_turn(0.0, 0.0, 2.0) == 0.5


def test_the_wanted_stock_turn_changes_no_opinion_and_others_move_it_within_its_bounds():
    assert thought_of(0.4, 0.5, 1.0) == 0.4
    assert thought_of(0.4, 1.0, 1.0) == 1.0
    assert thought_of(0.4, 0.0, 1.0) == 0.0
    assert thought_of(0.4, 0.0, 0.25) == pytest.approx(0.15, rel=1e-14)


def test_consumers_weigh_nothing_but_what_the_rest_of_the_model_says():
    assert not any(weight for _, weight in CRITERIA[CustomerClass.CONSUMER])


def test_every_trade_customer_weighs_margin_stock_turn_and_problems_solved():
    for kind in RESELLERS:
        assert min(CRITERIA[kind].margin, CRITERIA[kind].stock_turn, CRITERIA[kind].problems_solved) > 0


def test_key_accounts_weigh_the_case_for_the_organisation_and_the_person():
    assert CRITERIA[CustomerClass.KEY_ACCOUNT].organisation > 0 < CRITERIA[CustomerClass.KEY_ACCOUNT].person
    assert CustomerClass.KEY_ACCOUNT not in RESELLERS


def test_a_scenario_may_say_otherwise_for_one_class_alone():
    law = CustomerClasses(criteria={CustomerClass.LOCAL_CHAIN: Criteria(margin=1.0)})
    assert law.of(CustomerClass.LOCAL_CHAIN) == Criteria(margin=1.0)
    assert law.of(CustomerClass.DEPARTMENT_STORE) == CRITERIA[CustomerClass.DEPARTMENT_STORE]
