"""B3: at the margin it costs several times as much to win a customer as to keep one, in mature markets.

Each replication asks the firms what a tenth more of each budget brings within a year, in the same luck.
"""

import pytest

from analysis.battery.cost_of_winning import Costs, Response, costs_of, response_of
from sim import Scenario, load
from sim.model import MarketModel
from tests.evidence import Estimate, levels, surely
from tests.runs import found_in
from tests.support import EXACT, seeds
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


def responses(scenario: Scenario, seed: int, years: int, firms: int) -> list[Response]:
    """How so many firms' customers respond after some years."""
    model = MarketModel(scenario, seed=seed)
    for _ in range(years * scenario.periods_per_year):
        model.step()
    return [response_of(model.market, firm.index) for firm in model.firms[:firms]]


def asked(name: str, replications: int, *overrides: str) -> list[list[Response]]:
    """By replication; in `repertoire` of the leader, since a tenth more of a small brand is few people."""
    scenario = market(name, *overrides)
    firms = 1 if name == "repertoire" else len(scenario.firms)
    runs = [(scenario, seed) for seed in seeds(replications)]
    return found_in(responses, runs, YEARS[name], firms)


def ratio(name: str, *overrides: str) -> Estimate:
    """Of what it costs to win a customer to what it costs to keep one."""
    return surely(
        lambda n: asked(name, n, *overrides), lambda found, confidence: costs_of(found, confidence).ratio
    )


@pytest.mark.parametrize("name", YEARS)
def test_to_win_a_customer_costs_four_to_seven_times_as_much_as_to_keep_one(name):
    assert 4 <= ratio(name) <= 7


@pytest.mark.parametrize("name", YEARS)
def test_the_books_show_lower_costs_than_those_at_the_margin(name):
    """Most would have come and stayed without the money."""

    def lower(found: Costs) -> bool:
        pairs = ((found.average_winning, found.winning), (found.average_keeping, found.keeping))
        return all(margin.low is not None and books.high < margin.low for books, margin in pairs)

    assert any(lower(costs_of(asked(name, n), confidence)) for n, confidence in levels())


def test_where_spending_moves_nobody_there_is_no_cost_of_winning_or_keeping():
    found = costs_of(asked("subscription", EXACT, f"{LAW}.strength=0", "customers=4000"))
    assert found.winning.estimate is None
    assert found.keeping.estimate is None


def test_where_courting_pulls_three_times_as_much_winning_is_no_longer_that_dear():
    """The ratio is an outcome of how people respond, and leaves the range where they respond otherwise."""
    assert ratio("subscription", f"{LAW}.acquisition_pull=0.75") < 4
