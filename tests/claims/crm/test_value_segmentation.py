"""C2 on `broker_value_concentration`: a few clients bring most, some cost more than they bring.

The spread of wealth is an input of the scenario; what comes out is how few clients bring how much of what is
left after contacts and accounts, and what the same service earns when it goes to others.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from sim import Scenario, load
from sim.mechanisms.crm.relationship_stages import is_customer
from sim.model import MarketModel
from sim.processes.firms.perception import Looking
from sim.strategies.tiers.service_tiers import ServiceTiers
from tests.evidence import surely
from tests.runs import found_in
from tests.support import EXACT, by_replication, compared, seeds

pytestmark = pytest.mark.slow

SCENARIO = "broker_value_concentration"
SMALL = (
    "customers=4000",
    "firms.broker.strategies.budgets={advertising: 20000, acquisition: 10000}",
    "firms.rival.strategies.budgets={advertising: 20000, acquisition: 10000, retention: 20000}",
    "firms.discounter.strategies.budgets.advertising=20000",
)
"""A fifth of the branch, with budgets to match."""
MEASURES = ("assets", "trades", "lifetime_value")
NO_TIERS = "mechanisms.crm.relationship_strategy.strength=0"


class Branch(NamedTuple):
    """What is found at one branch."""

    top_share: float
    """Of the best fiftieth of clients in all net contribution over twelve months."""
    below_zero: float
    """Share of clients who bring less than nothing."""
    rank_correlations: tuple[float, float, float]
    """Of assets and trades, assets and lifetime value, trades and lifetime value, as the broker sees them."""


def branch(scenario: Scenario, seed: int) -> Branch:
    """Clients over the second year."""
    model = MarketModel(scenario, seed=seed)
    columns = model.market.customers.columns
    for _ in range(12):
        model.step()
    clients, before = is_customer(columns.stage[0]), columns.contribution[0].copy()
    while model.running:
        model.step()
    brought = np.sort((columns.contribution[0] - before)[clients])[::-1]
    return Branch(
        top_share=float(brought[: len(brought) // 50].sum() / brought.sum()),
        below_zero=float((brought < 0).mean()),
        rank_correlations=rank_correlations(model),
    )


def rank_correlations(model: MarketModel) -> tuple[float, float, float]:
    """Of the three measures, over all clients on record."""
    model.market.ledger.open_period()
    view = Looking(model.market).view(model.firms[0])
    known = view.records.purchases >= 1
    assets, trades, value = (ServiceTiers(by=by).measure(view)[known] for by in MEASURES)
    pairs = ((assets, trades), (assets, value), (trades, value))
    first, second, third = (float(spearmanr(*pair).statistic) for pair in pairs)
    return first, second, third


def branches(replications: int, *overrides: str) -> list[Branch]:
    scenario = load(SCENARIO).set(*SMALL, "years=2", *overrides)
    return found_in(branch, [(scenario, seed) for seed in seeds(replications)])


def of_each(figure: str, replications: int, *overrides: str) -> pd.Series:
    return pd.Series([getattr(found, figure) for found in branches(replications, *overrides)], dtype=float)


def of(arm: str, measure, replications: int, *overrides: str) -> pd.Series:
    """A measure of an arm, by replication."""
    return by_replication(compared(SCENARIO, (arm,), (*SMALL, *overrides), replications), arm, measure)


def profit(tables: dict[str, pd.DataFrame]) -> float:
    """Of the broker over the whole run, in currency units."""
    rows = tables["firm"][tables["firm"].firm == "broker"]
    return float(rows.profit_cents.sum()) / 100


def spent(tables: dict[str, pd.DataFrame]) -> float:
    """On tiers, in currency units."""
    rows = tables["firm"][tables["firm"].firm == "broker"]
    return float(rows.relationship_cents.sum()) / 100


def test_the_best_fiftieth_of_clients_bring_more_than_half_and_some_bring_less_than_nothing():
    assert surely(lambda n: of_each("top_share", n)) > 0.5
    assert surely(lambda n: of_each("below_zero", n)) > 0.05


def test_where_contacts_and_accounts_cost_nothing_nobody_brings_less_than_nothing():
    free = of_each("below_zero", EXACT, "mechanisms.customers.cost_to_serve.strength=0")
    assert (free == 0).all()


def test_where_all_are_equally_wealthy_the_best_fiftieth_brings_far_less():
    alike = "mechanisms.customers.uncertain_demand.order_spread=0"
    assert surely(lambda n: of_each("top_share", n, alike)) < 0.5


def test_assets_trades_and_lifetime_value_rank_clients_differently():
    for pair in range(3):
        assert surely(lambda n, pair=pair: [found.rank_correlations[pair] for found in branches(n)]) < 0.95


@pytest.mark.parametrize("wrong", ["by_assets", "by_trades"])
def test_the_same_service_by_another_measure_than_value_earns_less(wrong: str):
    right = "by_lifetime_value"
    assert surely(lambda n: of(right, profit, n) - of(wrong, profit, n)) > 0
    assert 0.95 < surely(lambda n: of(right, spent, n) / of(wrong, spent, n)) < 1.05


def test_where_tiers_are_treated_alike_the_measure_makes_no_difference():
    by_value = of("by_lifetime_value", profit, EXACT, NO_TIERS)
    for wrong in ("by_assets", "by_trades"):
        assert of(wrong, profit, EXACT, NO_TIERS).equals(by_value)
