"""Quadrants of loyalty x value: all customers are in one, and an offer is tried in the same luck."""

from functools import cache

import pytest

from analysis.battery.quadrants import quadrant_table, responses
from sim.model import MarketModel
from sim.state.market import Market
from sim.strategies.care.blanket_discount import BlanketDiscount
from tests.contract.small import busy


@cache
def halfway() -> Market:
    """The busy market after six months."""
    model = MarketModel(busy(), seed=3)
    for _ in range(6):
        model.step()
    return model.market


def test_the_quadrants_of_a_firm_hold_all_its_customers_and_all_that_they_brought():
    table, columns = quadrant_table(halfway()), halfway().customers.columns
    assert len(table) == 4 * len(halfway().firms)
    for firm in halfway().firms:
        rows = table[table.firm == firm.name]
        served = (columns.stage[firm.index] > 0) & (columns.stage[firm.index] < 5)
        assert rows.customers.sum() == served.sum()
        assert rows.contribution_cents.sum() == columns.contribution[firm.index][served].sum()


def test_an_offer_of_nothing_changes_nothing():
    table = responses(halfway(), 1, BlanketDiscount(discount=0.0), 4)
    for figure in ("kept", "revenue", "contribution"):
        assert table[f"{figure}_with"].tolist() == pytest.approx(
            table[f"{figure}_without"].tolist(), nan_ok=True
        )


def test_trying_an_offer_leaves_the_market_as_it_is():
    before = quadrant_table(halfway())
    table = responses(halfway(), 1, BlanketDiscount(discount=0.3), 4)
    assert quadrant_table(halfway()).equals(before)
    assert halfway().period == 6
    assert table.customers.sum() == before[before.firm == halfway().firms[1].name].customers.sum()
    assert (table.revenue_with != table.revenue_without).any()
