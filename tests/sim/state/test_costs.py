"""Costs: money becomes cents, product by product and channel by channel."""

import numpy as np

from sim import load
from sim.state.costs import costs_of


def test_products_and_sales_cost_what_the_scenario_says_in_cents():
    scenario = load("smartphone_succession").set(
        "firms.incumbent.products.keypad.unit_cost=12.34", "channels.shop.cost_per_sale=5.67"
    )
    costs = costs_of(scenario)
    assert costs.unit[0, 0] == 1234
    assert costs.sale[list(scenario.channels).index("shop")] == 567


def test_what_a_firm_does_not_make_costs_nothing():
    scenario = load("smartphone_succession")
    made = [
        [generation in firm.products for generation in scenario.generations]
        for firm in scenario.firms.values()
    ]
    assert ((costs_of(scenario).unit > 0) == np.array(made)).all()
    assert not np.array(made).all()
