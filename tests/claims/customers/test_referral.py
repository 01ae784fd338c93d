"""B4: who brings most is not who buys most, and whom one sends counts: to allocate by it earns more.

On `new_or_old_customers`, where the firm hardly advertises and lives by what is said of it: what people hear
is soon forgotten, and a few hubs are heard by many (Goldenberg, Han, Lehmann & Hong 2009).
"""

from functools import cache

import pandas as pd
import pytest
from scipy.stats import spearmanr

from sim import Scenario, load
from sim.model import MarketModel
from sim.processes.firms.perception import Looking
from sim.strategies.tiers.value_to_come import ValueToCome
from tests.evidence import surely
from tests.runs import found_in
from tests.support import EXACT, by_replication, compare, seeds

pytestmark = pytest.mark.slow

MARKET = (
    "customers=4000",
    "years=6",
    "mechanisms.customers.referral={}",
    "mechanisms.customers.cost_to_serve={contact: 4, account: 5}",
    "mechanisms.customers.satisfaction.contacts=4",
    "mechanisms.customers.word_of_mouth={hubs: 1, rewiring: 0.8, neighbours: 6, talk: 6}",
    "mechanisms.customers.awareness={at_start: 0.05, forgetting: 3}",
    "mechanisms.customers.brand_choice.reputation=2",
    "mechanisms.crm.relationship_strategy={}",
    "firms.shifter.strategies.budgets={acquisition: 0, advertising: 1000}",
)
SHARES = "a_share: 0.1, b_share: 0.2, a: {care: 30, service: 40}, b: {care: 8, service: 8}"
ARMS = {
    "purchases": f"{{kind: abc, {SHARES}}}",
    "value": f"{{kind: lifetime_value, {SHARES}}}",
    "value_and_referrals": f"{{kind: lifetime_value, {SHARES}, value: {{referral_credit: 0.5}}}}",
}
OFF = "mechanisms.customers.referral.strength=0"
MANY = ((20, 0.2), (40, 0.2), (80, 0.6))
"""What counting referrals adds is small beside the luck of a run: 30 replications leave its sign open."""


@cache
def profit(arm: str, replications: int, *overrides: str) -> pd.Series:
    """Of the firm over the whole run, in currency units; all arms in the same luck."""
    market = load("new_or_old_customers").set(*MARKET, *overrides)
    tiers = f"firms.shifter.strategies.tiers={ARMS[arm]}"
    runs = compare({arm: market.set(tiers)}, replications, seed=2000)

    def total(tables: dict[str, pd.DataFrame]) -> float:
        return float(tables["firm"][tables["firm"].firm == "shifter"].profit_cents.sum()) / 100

    return by_replication(runs, arm, total)


def rank_correlation(scenario: Scenario, seed: int, credit: float) -> float:
    """Of purchases and value to come after three years, over all customers on record."""
    model = MarketModel(scenario, seed=seed)
    for _ in range(36):
        model.step()
    model.market.ledger.open_period()
    view = Looking(model.market).view(model.firms[0])
    known = view.records.purchases >= 1
    value = ValueToCome(referral_credit=credit).of(view)
    return float(spearmanr(view.records.money[known], value[known]).statistic)


def test_value_with_referrals_ranks_customers_differently_from_purchases():
    market = load("new_or_old_customers").set(*MARKET)
    assert surely(lambda n: found_in(rank_correlation, [(market, seed) for seed in seeds(n)], 0.5)) < 0.95


def test_to_count_referrals_earns_more_than_to_leave_them_out():
    gain = surely(lambda n: profit("value_and_referrals", n) - profit("value", n), looks=MANY)
    assert gain > 0


def test_to_allocate_by_value_with_referrals_earns_more_than_by_purchases():
    assert surely(lambda n: profit("value_and_referrals", n) - profit("purchases", n)) > 0


def test_where_nobody_knows_who_sent_whom_there_is_nothing_to_count():
    assert profit("value_and_referrals", EXACT, OFF).equals(profit("value", EXACT, OFF))
