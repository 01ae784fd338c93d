"""B14: each class decides otherwise under the same offers; a key account lost shows in the accounts."""

from functools import cache, partial
from itertools import pairwise

import pandas as pd
import pytest

from sim import Comparison, Scenario, load
from tests.evidence import Estimate, surely
from tests.support import EXACT, FEW, by_replication, compare, interval

CLASSES = ("consumer", "international_chain", "specialised_shop", "key_account")
LAW = "mechanisms.customers.customer_classes"
OFF = f"{LAW}.strength=0"
HELP = "mechanisms.crm.sales_incentives={building: 12}"
LEVERS = {
    "as_usual": (),
    "cheaper": ("firms.maker.products.appliance.price=285",),
    "better": ("firms.maker.products.appliance.quality=0.85",),
    "attentive": ("firms.maker.strategies.budgets.retention=2000000",),
    "helpful": ("firms.maker.strategies.incentives={kind: pay, volume: 0, money: 2000000}",),
}
"""What the maker does for everybody alike; its rivals stay as they are."""
Tables = dict[str, pd.DataFrame]

pytestmark = pytest.mark.slow


def crowd_of(kind: str, *overrides: str) -> Scenario:
    """The market of `trade_partners` with one segment, in which the same people are all of one class."""
    others = {"specialised_shops", "franchised_shops", "department_stores", "local_chains"}
    others |= {"international_chains", "key_accounts"}
    return load(
        "trade_partners",
        "customers=300",
        "years=0.75",
        *(f"firms.{firm}={{enters: 50, base: {{share: 0}}}}" for firm in ("third", "fourth")),
        *(f"segments.{name}.share=0" for name in sorted(others)),
        f"segments.households={{share: 1, purchase_rate: 1, order_size: 10, customer_class: {kind}}}",
        *(f"firms.{firm}.products.appliance.resale_price=405" for firm in ("maker", "second")),
        "mechanisms.crm.retention.strength=0",
        HELP,
        *overrides,
    )


@cache
def answers(kind: str, lever: str, replications: int, *overrides: str) -> Comparison:
    """People of a class, as usual and with what the maker does."""
    arms = {does: crowd_of(kind, *LEVERS[does], *overrides) for does in ("as_usual", lever)}
    return compare(arms, replications)


def share(tables: Tables) -> float:
    """The maker's share of units in the last half year."""
    rows = tables["firm"][tables["firm"].period >= 3]
    return float(rows[rows.firm == "maker"].units.sum() / rows.units.sum())


def gained(kind: str, lever: str, replications: int, *overrides: str) -> pd.Series:
    """Share that the maker gains with a class by what it does."""
    runs = answers(kind, lever, replications, *overrides)
    return by_replication(runs, lever, share) - by_replication(runs, "as_usual", share)


def more(one: str, other: str, lever: str) -> Estimate:
    """How much more one class answers than another."""
    return surely(lambda n: gained(one, lever, n) - gained(other, lever, n))


def test_the_larger_the_buyer_the_more_a_price_counts():
    assert more("international_chain", "specialised_shop", "cheaper") > 0
    assert more("specialised_shop", "consumer", "cheaper") > 0


def test_an_organisation_buys_by_the_case_for_it():
    assert more("key_account", "consumer", "better") > 0
    assert more("key_account", "international_chain", "better") > 0


def test_a_person_in_a_key_account_buys_by_how_it_is_treated_and_a_chain_does_not():
    assert surely(lambda n: gained("key_account", "attentive", n)) > 0
    assert (gained("international_chain", "attentive", EXACT) == 0).all()


def test_specialised_shops_want_help_and_consumers_get_none():
    assert more("specialised_shop", "international_chain", "helpful") > 0
    assert (gained("consumer", "helpful", EXACT) == 0).all()


@pytest.mark.parametrize("lever", LEVERS)
def test_without_rules_of_their_own_all_classes_decide_alike(lever: str):
    for kind in CLASSES:
        assert (gained(kind, lever, EXACT, OFF) == gained("consumer", lever, EXACT, OFF)).all()


def accounts(*overrides: str) -> Scenario:
    """Sixty accounts, a fifth of them key; care counts for nothing but the person who buys."""
    return load(
        "account",
        "years=5",
        "segments.key_accounts.customer_class=key_account",
        f"{LAW}={{treatment_scale: 2000}}",
        "mechanisms.crm.retention.strength=0",
        *overrides,
    )


@cache
def vendors(replications: int, *overrides: str) -> Comparison:
    """The vendor looks after the people in its accounts, or saves the money."""
    neglect = "firms.vendor.strategies.budgets.retention=0"
    arms = {"looked_after": accounts(*overrides), "neglected": accounts(neglect, *overrides)}
    return compare(arms, replications)


def fallen(measure, replications: int, *overrides: str) -> pd.Series:
    runs = vendors(replications, *overrides)
    return by_replication(runs, "neglected", measure) - by_replication(runs, "looked_after", measure)


def of_segment(name: str, column: str):
    def total(tables: Tables) -> float:
        rows = tables["segment"]
        return float(rows[(rows.firm == "vendor") & (rows.segment == name)][column].sum())

    return total


def of_vendor(column: str):
    def total(tables: Tables) -> float:
        return float(tables["firm"][tables["firm"].firm == "vendor"][column].sum())

    return total


def test_key_accounts_neglected_are_lost_and_the_accounts_show_it():
    for measure in (
        of_segment("key_accounts", "customers"),
        of_segment("key_accounts", "revenue_cents"),
        of_vendor("revenue_cents"),
        of_vendor("profit_cents"),
    ):
        assert surely(partial(fallen, measure)) < 0


def test_other_accounts_do_not_mind():
    few = interval(fallen(of_segment("accounts", "revenue_cents"), FEW))
    key = interval(fallen(of_segment("key_accounts", "revenue_cents"), FEW))
    assert abs(few.estimate) < 0.1 * abs(key.estimate)


def test_without_rules_of_their_own_key_accounts_do_not_mind_either():
    assert (fallen(of_vendor("revenue_cents"), EXACT, OFF) == 0).all()


@cache
def of_a_customer(column: str, replications: int) -> pd.DataFrame:
    """By replication and segment of `trade_partners`: sum over the last two years, a customer."""
    runs = compare({"base": load("trade_partners", "years=3")}, replications).tables["segment"]
    sums = runs[runs.period >= 12].groupby(["replication", "segment"])[["customers", column]].sum()
    return (sums[column] / sums.customers).unstack()


def test_classes_can_be_told_apart_by_orders_margin_and_loyalty():
    def ahead(column: str, one: str, other: str, n: int) -> pd.Series:
        return of_a_customer(column, n)[one] - of_a_customer(column, n)[other]

    large_to_small = ("international_chains", "local_chains", "department_stores", "franchised_shops")
    for larger, smaller in pairwise(large_to_small):
        assert surely(partial(ahead, "units", larger, smaller)) > 0
    assert surely(partial(ahead, "lost", "households", "specialised_shops")) > 0
