"""B2, V-C11: a loyalty programme changes what customers do more than their wish, little beside rivals' own.

A market of frequent purchases is lived for a year, and then for another with the leader's programme and
without it, in the same luck, where nobody else has one and where everybody has.
"""

import numpy as np
import pandas as pd
import pytest

from sim import Scenario, load
from sim.model import MarketModel, continued, live
from sim.state.market import Market
from sim.strategies.base import Strategy
from sim.strategies.loyalty_programme import PointsProgramme
from tests.evidence import surely
from tests.runs import found_in
from tests.support import seeds

ON = "mechanisms.crm.loyalty_programme={}"
OFF = "mechanisms.crm.loyalty_programme.strength=0"
YEAR = 52
TERCILES = ("light", "moderate", "heavy")

pytestmark = pytest.mark.slow


def lived(market: Market, programmes: dict[int, Strategy | None]) -> Market:
    """Another year of a market, in which some firms have another programme."""
    copy = continued(market, 0)
    for firm, programme in programmes.items():
        spec = copy.firms[firm].spec
        strategies = spec.strategies.model_copy(update={"loyalty_programme": programme})
        copy.firms[firm].spec = spec.model_copy(update={"strategies": strategies})
    for _ in range(YEAR):
        live(copy)
        copy.period += 1
    return copy


def measured(before: Market, after: Market) -> dict[str, float]:
    """What the leader's customers of the first year do and wish in the second."""
    old, new = before.customers.columns, after.customers.columns
    bought, elsewhere = (
        (new.purchases[firms].astype(int) - old.purchases[firms]).sum(axis=0)
        for firms in ([0], slice(1, None))
    )
    mine = old.purchases[0] > 0
    order = np.argsort(np.argsort(old.purchases[0][mine], kind="stable"), kind="stable")
    third = order * 3 // mine.sum()
    by_third = {name: float(bought[mine][third == at].mean()) for at, name in enumerate(TERCILES)}
    return {
        **by_third,
        "wallet": float(bought.sum() / (bought + elsewhere).sum()),
        "wish": float(new.loyalty[0][mine].mean()),
    }


def second_year(scenario: Scenario, seed: int) -> dict[tuple[str, str], float]:
    """By who has programmes and measure, each in the same luck."""
    model = MarketModel(scenario, seed=seed)
    for _ in range(YEAR):
        model.step()
    rivals = {firm: PointsProgramme() for firm in range(1, len(model.firms))}
    plans = {
        "nobody": {0: None},
        "leader": {0: PointsProgramme()},
        "rivals": {0: None, **rivals},
        "all": {0: PointsProgramme(), **rivals},
    }
    return {
        (name, measure): value
        for name, plan in plans.items()
        for measure, value in measured(model.market, lived(model.market, plan)).items()
    }


def years(replications: int, law: str) -> pd.DataFrame:
    """Rows replication, columns (who has programmes, measure)."""
    scenario = load("repertoire", "customers=2000", "years=2.1", law)
    return pd.DataFrame(found_in(second_year, [(scenario, seed) for seed in seeds(replications)]))


def effect(measure: str, replications: int, law: str = ON) -> pd.Series:
    """What the leader's programme changes where nobody else has one."""
    found = years(replications, law)
    return found["leader", measure] - found["nobody", measure]


def crowded(replications: int, law: str = ON) -> pd.Series:
    """What it changes in the leader's share of wallets where all rivals have one."""
    found = years(replications, law)
    return found["all", "wallet"] - found["rivals", "wallet"]


def test_a_programme_changes_what_customers_do_more_than_what_they_wish():
    assert surely(lambda n: effect("wallet", n)) > 0
    assert surely(lambda n: effect("wallet", n) - effect("wish", n)) > 0


@pytest.mark.parametrize("buyers", ["light", "moderate"])
def test_light_and_moderate_buyers_grow_by_a_larger_share_than_heavy_ones(buyers: str):
    def growth(name: str, n: int) -> pd.Series:
        return effect(name, n) / years(n, ON)["nobody", name].mean()

    assert surely(lambda n: growth(buyers, n) - growth("heavy", n)) > 0


def test_where_all_rivals_have_programmes_another_one_does_at_most_half_as_much():
    assert surely(lambda n: 0.5 * effect("wallet", n) - crowded(n)) > 0


def test_where_points_are_worth_nothing_only_the_discount_is_left():
    """Off: those who earned it pay 3% less, which does less, and rivals' discounts do not take from it."""
    assert surely(lambda n: effect("wallet", n) - effect("wallet", n, OFF)) > 0
    assert surely(lambda n: 0.5 * effect("wallet", n, OFF) - crowded(n, OFF)) < 0
