"""B3: at the margin it costs several times as much to win a customer as to keep one, in mature markets.

Each replication asks the firms what a tenth more of each budget brings within a year, in the same luck.
"""

from functools import cache

import pytest

from analysis.battery.cost_of_winning import Costs, Response, costs_of, response_of
from sim import Scenario, load
from sim.model import MarketModel
from tests.support import SEEDS
from tests.validation.spending import SPENDING

pytestmark = pytest.mark.slow

SIZE = 4
"""Repertoire markets of four times the size, at the same budgets a head, so that a tenth more is felt."""
YEARS = {"repertoire": 2, "subscription": 6}
LAW = "mechanisms.crm.retention"


def market(name: str, *overrides: str) -> Scenario:
    """A preset in months, large enough."""
    if name != "repertoire":
        return load(name, *overrides)
    scenario = load(name, *SPENDING)
    budgets = {firm: spec.strategies.budgets for firm, spec in scenario.firms.items()}
    larger = [
        f"firms.{firm}.strategies.budgets.{kind}={SIZE * getattr(budget, kind)}"
        for firm, budget in budgets.items()
        for kind in ("advertising", "acquisition", "retention")
    ]
    size = f"customers={SIZE * scenario.customers}"
    return scenario.set(size, "periods_per_year=12", *larger, *overrides)


@cache
def costs(name: str, *overrides: str, replications: int = SEEDS) -> Costs:
    """Over replications; in `repertoire` of the leader, since a tenth more of a small brand is few people."""
    scenario = market(name, *overrides)
    return costs_of([_responses(scenario, YEARS[name], r) for r in range(replications)])


def _responses(scenario: Scenario, years: int, replication: int) -> list[Response]:
    model = MarketModel(scenario, seed=1000 + replication)
    for _ in range(years * scenario.periods_per_year):
        model.step()
    asked = model.firms[:1] if scenario.family == "repertoire" else model.firms
    return [response_of(model.market, firm.index) for firm in asked]


@pytest.mark.parametrize("name", YEARS)
def test_to_win_a_customer_costs_four_to_seven_times_as_much_as_to_keep_one(name):
    found = costs(name)
    assert found.ratio.replications == SEEDS
    assert 4 <= found.ratio.low <= found.ratio.high <= 7


@pytest.mark.parametrize("name", YEARS)
def test_the_books_show_lower_costs_than_those_at_the_margin(name):
    """Most would have come and stayed without the money."""
    found = costs(name)
    assert found.average_winning.high < found.winning.low
    assert found.average_keeping.high < found.keeping.low


def test_where_spending_moves_nobody_there_is_no_cost_of_winning_or_keeping():
    found = costs("subscription", f"{LAW}.strength=0", "customers=4000", replications=3)
    assert found.winning.estimate is None
    assert found.keeping.estimate is None


def test_where_courting_pulls_three_times_as_much_winning_is_no_longer_that_dear():
    """The ratio is an outcome of how people respond, and leaves the range where they respond otherwise."""
    assert costs("subscription", f"{LAW}.acquisition_pull=0.75", replications=10).ratio.high < 4
