"""Each orientation shares out the same budget in its own way, and what a file says itself overrules it."""

import pytest

from sim import load
from sim.strategies.budgets.fixed import FixedBudgets
from sim.strategies.orientations import Orientation, bundle
from sim.strategies.product.fixed_launch import FixedLaunch

BUDGET = 120_000.0


def planned(orientation: Orientation) -> float:
    """Money a year that an orientation's budgets and research come to, before tiers and answers."""
    plan = bundle(orientation, BUDGET)
    budgets, product = plan["budgets"], plan.get("product", FixedLaunch())
    assert isinstance(budgets, FixedBudgets)
    assert isinstance(product, FixedLaunch)
    spent = budgets.advertising + budgets.acquisition + budgets.retention + budgets.win_back
    return spent + product.research


@pytest.mark.parametrize("orientation", Orientation)
def test_every_orientation_plans_the_whole_budget(orientation: Orientation):
    assert planned(orientation) == pytest.approx(BUDGET)


def test_what_a_firm_says_itself_overrules_its_orientation():
    said = "firms.selling.strategies.budgets={kind: fixed, acquisition: 1}"
    firm = load("orientations", said).firms["selling"]
    assert firm.strategies.budgets == FixedBudgets(acquisition=1.0)
    assert load("orientations").firms["selling"].strategies.budgets.acquisition == 18_000


def test_production_makes_more_and_cheaper_and_product_better():
    firms = load("orientations").firms
    plain, production, product = (firms[name].made["good"] for name in ("selling", "production", "product"))
    assert (plain.price, plain.unit_cost, plain.quality) == (75.0, 40.0, 0.7)
    assert production.unit_cost < plain.unit_cost < product.unit_cost
    assert production.quality < plain.quality < product.quality
    assert firms["production"].making.capacity > 1.0


def test_saying_everything_that_an_orientation_means_changes_nothing():
    firm = load("orientations").firms["relationship"]
    again = type(firm).model_validate_json(firm.model_dump_json())
    assert again == firm
    assert again.made == firm.made
