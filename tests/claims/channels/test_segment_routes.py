"""D2: routes for groups of customers gain less the finer the groups, while each costs the same.

An insurer cuts its customers into one, three, nine and eighteen groups, each with a route and a brand.
"""

from functools import cache
from itertools import pairwise

import pandas as pd
import pytest

from sim import Comparison
from tests.support import FEW, SEEDS, by_replication, compared, interval

FIRM = "insurer"
ROUTES = {"one_route": 1, "three_routes": 3, "nine_routes": 9, "eighteen_routes": 18}
ARMS = tuple(ROUTES)
OFF = "mechanisms.channels.segment_routes.strength=0"
ALIKE = "segments.{}.ideal=[0.0, 0.0]"
COSTS = ("production", "transaction", "contacts")
Tables = dict[str, pd.DataFrame]

pytestmark = pytest.mark.slow


@cache
def arms(*overrides: str, replications: int = SEEDS) -> Comparison:
    """The same insurer with ever finer routes, in the same luck."""
    return compared("insurer_segment_channels", ARMS, overrides, replications)


def insurer(tables: Tables) -> pd.DataFrame:
    return tables["firm"][tables["firm"].firm == FIRM]


def contribution(tables: Tables) -> float:
    """What is left of revenue after what sales and service cost, before routes and all that is fixed."""
    sums = insurer(tables).sum(numeric_only=True)
    return float(sums.revenue_cents - sum(sums[f"{cost}_cents"] for cost in COSTS)) / 100


def profit(tables: Tables) -> float:
    return float(insurer(tables).profit_cents.sum()) / 100


def infrastructure(tables: Tables) -> float:
    return float(insurer(tables).infrastructure_cents.sum()) / 100


def step(measure, coarse: str, fine: str, comparison: Comparison | None = None) -> pd.Series:
    """What the finer routes bring more than the coarser ones, by replication."""
    found = comparison or arms()
    return by_replication(found, fine, measure) - by_replication(found, coarse, measure)


def for_each_route(measure, coarse: str, fine: str) -> pd.Series:
    return step(measure, coarse, fine) / (ROUTES[fine] - ROUTES[coarse])


def test_the_first_cut_gains_in_contribution_and_in_profit():
    assert interval(step(contribution, "one_route", "three_routes")).low > 0
    assert interval(step(profit, "one_route", "three_routes")).low > 0


def test_a_further_route_gains_less_contribution_the_more_there_are():
    first, second, third = (for_each_route(contribution, coarse, fine) for coarse, fine in pairwise(ARMS))
    assert interval(first - second).low > 0
    assert interval(second - third).low > 0


def test_the_next_cut_gains_less_than_the_first_and_still_something():
    second = step(contribution, "three_routes", "nine_routes")
    assert interval(second).low > 0
    assert interval(step(contribution, "one_route", "three_routes") - second).low > 0


def test_each_route_costs_the_same():
    """10,000 a year; a cent at most is rounded in each month."""
    for coarse, fine in pairwise(ARMS):
        each = for_each_route(infrastructure, coarse, fine)
        assert each.to_numpy() == pytest.approx(80_000, abs=1)


def test_the_finest_routes_cost_more_than_they_bring():
    assert interval(step(profit, "three_routes", "nine_routes")).high < 0
    assert interval(step(profit, "nine_routes", "eighteen_routes")).high < 0


def test_where_routes_do_nothing_finer_ones_only_cost():
    idle = arms(OFF, replications=3)
    for coarse, fine in pairwise(ARMS):
        assert (step(contribution, coarse, fine, idle) == 0).all()
        assert (step(profit, coarse, fine, idle) < 0).all()


def test_where_all_groups_want_the_same_routes_gain_nothing():
    """So the gain comes from how customers differ, not from the number of routes."""
    names = arms().scenarios["one_route"].segments
    alike = arms(*(ALIKE.format(name) for name in names), replications=FEW)
    assert interval(step(contribution, "one_route", "three_routes", alike)).high < 0
    assert interval(step(contribution, "three_routes", "eighteen_routes", alike)).high < 0
