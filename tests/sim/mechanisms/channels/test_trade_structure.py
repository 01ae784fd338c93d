"""Trade structure: who depends on whom, what power brings, and what partners do without."""

import pytest

from sim.maths import exp, log
from sim.mechanisms.channels.trade_structure import (
    bargaining_power,
    cooperating,
    dependence,
    discount_demanded,
    problems_solved,
    seen,
    shop_utility,
    sold_faster,
)


def test_a_firm_that_supplies_itself_depends_on_the_share_of_its_largest_customers():
    assert dependence(0.4, 0.0, 0.1) == 0.4


def test_behind_wholesalers_a_firm_depends_on_what_no_other_wholesaler_would_sell():
    assert dependence(0.0, 1.0, 0.1) == 0.1
    assert dependence(0.0, 1.0, 0.0) == 0.0


def test_power_is_what_the_firm_depends_on_and_the_customer_does_not():
    assert bargaining_power(0.0, 0.0, 0.05) == 0.0
    assert bargaining_power(0.3, 1.0, 0.05) == 0.0
    assert bargaining_power(0.05, 0.0, 0.05) == pytest.approx(1.0 - exp(-1.0), rel=1e-14)
    assert bargaining_power(0.05, 0.4, 0.05) == pytest.approx(0.6 * (1.0 - exp(-1.0)), rel=1e-14)


def test_with_small_shares_power_is_proportional_to_the_share():
    assert bargaining_power(2e-6, 0.0, 0.05) / bargaining_power(1e-6, 0.0, 0.05) == pytest.approx(
        2.0, rel=1e-4
    )


def test_an_adversary_gives_what_power_demands_and_a_partner_less():
    assert discount_demanded(1.0, 0.0, 0.2, 0.7) == 0.2
    assert discount_demanded(1.0, 1.0, 0.2, 0.7) == pytest.approx(0.06, rel=1e-14)
    assert discount_demanded(0.0, 0.0, 0.2, 0.7) == 0.0


def test_a_wholesaler_hides_the_shelf():
    assert seen(False, 0.5) == 1.0
    assert seen(True, 0.5) == 0.5


def test_trust_comes_slowly_and_goes_fast():
    assert cooperating(0.5, 1.0, 0.1, 0.4) == 0.55
    assert cooperating(0.5, 0.0, 0.1, 0.4) == 0.3
    assert cooperating(0.5, 0.5, 0.1, 0.4) == 0.5


def test_an_adversarys_goods_sell_as_usual_and_its_problems_stay_with_the_salespeople():
    assert sold_faster(0.0, 0.5) == 1.0
    assert sold_faster(1.0, 0.5) == 1.5
    assert problems_solved(0.3, 0.0) == 0.3
    assert problems_solved(0.3, 1.0) == 1.0
    assert problems_solved(0.5, 0.5) == 0.75


def test_a_shop_around_the_corner_is_worth_the_mark_up_that_it_spares():
    assert shop_utility(1.0, 2.0, 0.35) == pytest.approx(2.0 * log(1.35), rel=1e-14)
    assert shop_utility(0.0, 2.0, 0.35) == 0.0
    assert shop_utility(1.0, 2.0, 0.0) == 0.0
