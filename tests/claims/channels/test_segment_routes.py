"""D2: routes for groups of customers gain less the finer the groups, while each costs the same.

An insurer cuts its customers into one, three, nine and eighteen groups, each with a route and a brand.
"""

from functools import cache
from itertools import pairwise

import pandas as pd
import pytest

from sim import Comparison, load
from tests.evidence import surely
from tests.support import EXACT, by_replication, compared

FIRM = "insurer"
ROUTES = {"one_route": 1, "three_routes": 3, "nine_routes": 9, "eighteen_routes": 18}
ARMS = tuple(ROUTES)
OFF = "mechanisms.channels.segment_routes.strength=0"
ALIKE = "segments.{}.ideal=[0.0, 0.0]"
COSTS = ("production", "transaction", "contacts")
Tables = dict[str, pd.DataFrame]

pytestmark = pytest.mark.slow


@cache
def arms(replications: int, *overrides: str) -> Comparison:
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


def step(measure, coarse: str, fine: str, n: int, *overrides: str) -> pd.Series:
    """What the finer routes bring more than the coarser ones, by replication."""
    found = arms(n, *overrides)
    return by_replication(found, fine, measure) - by_replication(found, coarse, measure)


def for_each_route(measure, coarse: str, fine: str, n: int) -> pd.Series:
    return step(measure, coarse, fine, n) / (ROUTES[fine] - ROUTES[coarse])


FIRST, SECOND, THIRD = pairwise(ARMS)
"""Cuts, each from coarser to finer routes."""


def test_the_first_cut_gains_in_contribution_and_in_profit():
    assert surely(lambda n: step(contribution, *FIRST, n)) > 0
    assert surely(lambda n: step(profit, *FIRST, n)) > 0


def test_a_further_route_gains_less_contribution_the_more_there_are():
    for cut, further in ((FIRST, SECOND), (SECOND, THIRD)):

        def more(n: int, cut=cut, further=further) -> pd.Series:
            return for_each_route(contribution, *cut, n) - for_each_route(contribution, *further, n)

        assert surely(more) > 0


def test_the_next_cut_gains_less_than_the_first_and_still_something():
    assert surely(lambda n: step(contribution, *SECOND, n)) > 0
    assert surely(lambda n: step(contribution, *FIRST, n) - step(contribution, *SECOND, n)) > 0


def test_each_route_costs_the_same():
    """10,000 a year; a cent at most is rounded in each month."""
    for cut in (FIRST, SECOND, THIRD):
        each = for_each_route(infrastructure, *cut, EXACT)
        assert each.to_numpy() == pytest.approx(80_000, abs=1)


def test_the_finest_routes_cost_more_than_they_bring():
    assert surely(lambda n: step(profit, *SECOND, n)) < 0
    assert surely(lambda n: step(profit, *THIRD, n)) < 0


def test_where_routes_do_nothing_finer_ones_only_cost():
    for cut in (FIRST, SECOND, THIRD):
        assert (step(contribution, *cut, EXACT, OFF) == 0).all()
        assert (step(profit, *cut, EXACT, OFF) < 0).all()


def test_where_all_groups_want_the_same_routes_gain_nothing():
    """So the gain comes from how customers differ, not from the number of routes."""
    alike = [ALIKE.format(name) for name in load("insurer_segment_channels").segments]
    assert surely(lambda n: step(contribution, *FIRST, n, *alike)) < 0
    assert surely(lambda n: step(contribution, "three_routes", "eighteen_routes", n, *alike)) < 0
