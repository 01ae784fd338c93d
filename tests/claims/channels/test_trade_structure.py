"""D7: direct supply costs less than wholesalers and makes dependent; partners sell a multiple by chains."""

from functools import cache, partial

import pandas as pd
import pytest

from sim import Comparison
from tests.evidence import surely
from tests.support import EXACT, arms_from, by_replication, compare, compared

FIRM = "maker"
ROUTES = ("wholesaler", "direct", "own_shops")
STANCES = ("adversary", "partner")
OFF = "mechanisms.channels.trade_structure.strength=0"
CHAINS = ("local_chains", "international_chains")
TRADE = ("specialised_shops", "franchised_shops", "department_stores", *CHAINS)
COOPERATION = "cooperation: 250000, partners: [international_chain, local_chain]"
YEARS = 5
FIRST_YEAR, LAST_YEAR, ALL_YEARS = range(12), range(12 * (YEARS - 1), 12 * YEARS), range(12 * YEARS)
Tables = dict[str, pd.DataFrame]

pytestmark = pytest.mark.slow


def routes(n: int, *overrides: str) -> Comparison:
    return compared("trade_partners", ROUTES, overrides, n)


def stances(n: int, *overrides: str) -> Comparison:
    return compared("trade_partners", STANCES, overrides, n)


@cache
def alone(n: int, *overrides: str) -> Comparison:
    """Direct supply, with and without co-operation with the chains, and the same in all else."""
    direct = arms_from("trade_partners", ("direct",), overrides)["direct"]
    together = direct.set(f"firms.maker.strategies.trade={{kind: direct, {COOPERATION}}}")
    return compare({"alone": direct, "together": together}, n)


def of_maker(tables: Tables, table: str, months: range = ALL_YEARS) -> pd.DataFrame:
    rows = tables[table]
    return rows[(rows.firm == FIRM) & rows.period.isin(months)]


def sold_to(segments: tuple[str, ...], months: range = ALL_YEARS):
    def units(tables: Tables) -> float:
        rows = of_maker(tables, "segment", months)
        return float(rows[rows.segment.isin(segments)].units.sum())

    return units


def cost_per_unit(tables: Tables) -> float:
    """What the way to the trade costs, with the discounts that it demands, per unit that it buys."""
    rows = of_maker(tables, "firm")
    cents = rows.transaction_cents.sum() + rows.relationship_cents.sum() + rows.discount_cents.sum()
    return float(cents) / 100 / sold_to(TRADE)(tables)


def profit(tables: Tables) -> float:
    return float(of_maker(tables, "firm").profit_cents.sum()) / 100


def practised(column: str, months: range = LAST_YEAR):
    def mean(tables: Tables) -> float:
        return float(of_maker(tables, "practice", months)[column].mean())

    return mean


def more(runs: Comparison, one: str, other: str, measure) -> pd.Series:
    return by_replication(runs, one, measure) - by_replication(runs, other, measure)


def ratio(runs: Comparison, one: str, other: str, measure) -> pd.Series:
    return by_replication(runs, one, measure) / by_replication(runs, other, measure)


def test_direct_supply_lowers_the_cost_of_a_unit_sold_to_the_trade():
    assert surely(lambda n: more(routes(n), "direct", "wholesaler", cost_per_unit)) < 0


def test_direct_supply_makes_a_firm_depend_on_its_largest_customers_who_demand_discounts():
    assert surely(lambda n: more(routes(n), "direct", "wholesaler", practised("dependence"))) > 0
    assert surely(lambda n: by_replication(routes(n), "direct", practised("demanded"))) > 0
    assert (by_replication(routes(EXACT), "wholesaler", practised("demanded")) == 0).all()


def test_discounts_make_the_powerful_larger_still():
    """Not only the route counts: the chains buy more where they get their way, so that more hangs on them."""
    assert surely(lambda n: more(routes(n), "direct", "wholesaler", sold_to(CHAINS))) > 0
    arms = ("direct", "fixed_salaries")
    both = partial(compared, "trade_partners", arms, ())
    assert surely(lambda n: more(both(n), *arms, practised("dependence"))) > 0


def test_own_shops_win_households_and_lose_more_in_the_trade():

    def won(segments: tuple[str, ...], n: int) -> pd.Series:
        return more(routes(n), "own_shops", "direct", sold_to(segments))

    assert surely(lambda n: won(("households",), n)) > 0
    assert surely(lambda n: won(("households", *TRADE), n)) < 0


def test_with_the_law_off_routes_differ_in_nothing_but_money_for_shops():
    for measure in (cost_per_unit, practised("dependence"), practised("demanded"), sold_to(TRADE)):
        for route in ("direct", "own_shops"):
            assert (more(routes(EXACT, OFF), route, "wholesaler", measure) == 0).all()


def test_a_partner_sells_a_multiple_through_the_chains_for_the_same_money():
    assert surely(lambda n: more(stances(n), "partner", "adversary", profit)) > 0
    assert surely(lambda n: ratio(stances(n), "partner", "adversary", sold_to(CHAINS, LAST_YEAR))) > 1.5


def test_co_operation_has_its_own_part_in_that_besides_what_salespeople_are_paid_for():
    through = sold_to(CHAINS, LAST_YEAR)

    def due(n: int) -> pd.Series:
        on, off = (ratio(runs, "partner", "adversary", through) for runs in (stances(n), stances(n, OFF)))
        return on - off

    assert surely(due) > 0.2
    assert surely(lambda n: ratio(alone(n), "together", "alone", through)) > 1.25


def test_with_the_law_off_co_operation_sells_nothing():
    for measure in (sold_to(CHAINS, LAST_YEAR), sold_to(TRADE)):
        assert (ratio(alone(EXACT, OFF), "together", "alone", measure) == 1.0).all()


def test_partners_demand_less():
    assert surely(lambda n: more(alone(n), "together", "alone", practised("demanded"))) < 0


def test_trust_takes_years():

    def cooperation(months: range, n: int) -> pd.Series:
        return by_replication(alone(n), "together", practised("cooperation", months))

    assert surely(lambda n: cooperation(FIRST_YEAR, n) / cooperation(LAST_YEAR, n)) < 0.6
