"""Costs of winning and keeping: extra money over extra people, and a market that stays as it was."""

import numpy as np
import pytest

from analysis.battery.cost_of_winning import Response, Year, costs_of, multiply_budget, response_of
from sim import load
from sim.model import MarketModel

SMALL = ("customers=400", "years=3")


@pytest.fixture(scope="module")
def mature() -> MarketModel:
    """A contract market after two years."""
    model = MarketModel(load("subscription", *SMALL), seed=1)
    for _ in range(24):
        model.step()
    return model


def answer(won: int, kept: int) -> Response:
    """A firm that spends 1,000 and 200, has 100 won and 400 kept, and gets so many more for a tenth more."""
    usual = Year(1000.0, 200.0, 100, 400)
    return Response(usual, Year(1100.0, 200.0, 100 + won, 400), Year(1000.0, 220.0, 100, 400 + kept))


def test_costs_are_extra_money_over_extra_people_summed_over_replications():
    found = costs_of([[answer(1, 2)], [answer(3, 2)]])
    assert found.winning.estimate == pytest.approx(200 / 4)
    assert found.keeping.estimate == pytest.approx(40 / 4)
    assert found.ratio.estimate == pytest.approx(5.0)


def test_average_costs_are_all_money_over_all_people():
    found = costs_of([[answer(1, 2), answer(1, 2)], [answer(3, 2), answer(2, 3)]])
    assert found.average_winning.estimate == pytest.approx(10.0)
    assert found.average_keeping.estimate == pytest.approx(0.5)
    assert found.average_ratio.estimate == pytest.approx(20.0)


def test_without_extra_people_there_is_no_cost_and_a_reason():
    found = costs_of([[answer(0, 0)], [answer(0, 0)]])
    assert found.winning.estimate is None
    assert found.winning.reason
    assert found.ratio.estimate is None


def test_asking_leaves_the_market_as_it_is(mature):
    before = [column.copy() for column in mature.market.customers.columns]
    spec, period = mature.firms[0].spec, mature.market.period
    response_of(mature.market, 0)
    assert all(
        np.array_equal(old, new) for old, new in zip(before, mature.market.customers.columns, strict=True)
    )
    assert mature.firms[0].spec is spec
    assert mature.market.period == period


def test_each_budget_is_raised_alone_and_by_its_share(mature):
    found = response_of(mature.market, 0, more=0.5)
    budgets = mature.firms[0].spec.strategies.budgets
    assert found.usual.acquisition == pytest.approx(budgets.acquisition, rel=1e-5)
    assert found.courting.acquisition == pytest.approx(1.5 * budgets.acquisition, rel=1e-5)
    assert found.courting.retention == pytest.approx(budgets.retention, rel=1e-5)
    assert found.caring.retention == pytest.approx(1.5 * budgets.retention, rel=1e-5)
    assert found.caring.acquisition == pytest.approx(budgets.acquisition, rel=1e-5)


def test_nothing_more_brings_nobody_more(mature):
    found = response_of(mature.market, 1, more=0.0)
    assert found.usual == found.courting == found.caring


def test_won_and_kept_make_up_all_customers_at_the_end(mature):
    model = MarketModel(load("subscription", *SMALL), seed=1)
    while model.running:
        model.step()
    usual = response_of(mature.market, 0).usual
    stages = model.market.customers.columns.stage[0]
    assert usual.won + usual.kept == np.isin(stages, (1, 2, 3, 4)).sum()


def test_budgets_that_are_not_fixed_cannot_be_multiplied():
    firm = MarketModel(load("new_or_old_customers").arm("adaptive"), seed=1).firms[0]
    with pytest.raises(ValueError, match="only fixed budgets"):
        multiply_budget(firm, "acquisition", 1.1)
