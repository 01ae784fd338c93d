"""D7: direct supply costs less than wholesalers and makes dependent; partners sell a multiple by chains."""

from functools import cache

import pandas as pd
import pytest

from sim import Comparison, compare
from tests.support import FEW, SEEDS, arms_from, by_replication, compared, interval

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


@cache
def routes(*overrides: str) -> Comparison:
    return compared("trade_partners", ROUTES, overrides, FEW if overrides else SEEDS)


@cache
def stances(*overrides: str) -> Comparison:
    return compared("trade_partners", STANCES, overrides, SEEDS)


@cache
def alone(*overrides: str) -> Comparison:
    """Direct supply, with and without co-operation with the chains, and the same in all else."""
    direct = arms_from("trade_partners", ("direct",), overrides)["direct"]
    together = direct.set(f"firms.maker.strategies.trade={{kind: direct, {COOPERATION}}}")
    return compare({"alone": direct, "together": together}, FEW if overrides else SEEDS, seed=1000)


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
    assert interval(more(routes(), "direct", "wholesaler", cost_per_unit)).high < 0


def test_direct_supply_makes_a_firm_depend_on_its_largest_customers_who_demand_discounts():
    assert interval(more(routes(), "direct", "wholesaler", practised("dependence"))).low > 0
    assert interval(by_replication(routes(), "direct", practised("demanded"))).low > 0
    assert (by_replication(routes(), "wholesaler", practised("demanded")) == 0).all()


def test_discounts_make_the_powerful_larger_still():
    """Not only the route counts: the chains buy more where they get their way, so that more hangs on them."""
    assert interval(more(routes(), "direct", "wholesaler", sold_to(CHAINS))).low > 0
    shares = practised("dependence")
    usual = by_replication(compared("trade_partners", ("fixed_salaries",)), "fixed_salaries", shares)
    assert interval(by_replication(routes(), "direct", shares) - usual).low > 0


def test_own_shops_win_households_and_lose_more_in_the_trade():
    households, trade = (
        interval(more(routes(), "own_shops", "direct", sold_to(segments)))
        for segments in (("households",), TRADE)
    )
    assert households.low > 0
    assert trade.high < -households.high


def test_with_the_law_off_routes_differ_in_nothing_but_money_for_shops():
    for measure in (cost_per_unit, practised("dependence"), practised("demanded"), sold_to(TRADE)):
        for route in ("direct", "own_shops"):
            assert (more(routes(OFF), route, "wholesaler", measure) == 0).all()


def test_a_partner_sells_a_multiple_through_the_chains_for_the_same_money():
    spent = by_replication(stances(), "partner", profit) - by_replication(stances(), "adversary", profit)
    assert interval(spent).low > 0
    assert interval(ratio(stances(), "partner", "adversary", sold_to(CHAINS, LAST_YEAR))).low > 1.5


def test_co_operation_has_its_own_part_in_that_besides_what_salespeople_are_paid_for():
    through = sold_to(CHAINS, LAST_YEAR)
    on, off = (ratio(runs, "partner", "adversary", through) for runs in (stances(), stances(OFF)))
    assert interval(on - off).low > 0.2
    assert interval(ratio(alone(), "together", "alone", through)).low > 1.25


def test_with_the_law_off_co_operation_sells_nothing():
    for measure in (sold_to(CHAINS, LAST_YEAR), sold_to(TRADE)):
        assert (ratio(alone(OFF), "together", "alone", measure) == 1.0).all()


def test_partners_demand_less():
    assert interval(more(alone(), "together", "alone", practised("demanded"))).high < 0


def test_trust_takes_years():
    gained = by_replication(alone(), "together", practised("cooperation", LAST_YEAR))
    at_first = by_replication(alone(), "together", practised("cooperation", FIRST_YEAR))
    assert interval(at_first / gained).high < 0.6
