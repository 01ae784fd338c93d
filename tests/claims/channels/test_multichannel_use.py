"""People of several channels are worth more by who they are, and more or less by what these do (D3, V-C16).

Kushwaha & Shankar (2013) found them most valuable only where goods are bought for pleasure. Heavy buyers
use more channels whatever these do, so that a plain comparison misleads; the same people in the same luck,
with and without the law, show the effect.
"""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from sim import Scenario, load
from sim.model import MarketModel
from tests.evidence import surely
from tests.runs import found_in
from tests.support import seeds

LAW = "mechanisms.channels.multichannel_use"
CATEGORIES = {"off": f"{LAW}.strength=0", "pleasure": f"{LAW}.hedonic=1", "use": f"{LAW}.hedonic=0"}
MANY = 3
"""Channels from which somebody counts as a person of several."""

pytestmark = pytest.mark.slow


def spending(scenario: Scenario, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """What each customer spent over the run, in cents, and how many channels they used."""
    model = MarketModel(scenario, seed=seed)
    for _ in range(scenario.periods):
        model.step()
    columns = model.market.customers.columns
    return columns.money.sum(axis=0), np.bitwise_count(columns.visited)


@cache
def spent(category: str, replications: int) -> list[tuple[np.ndarray, np.ndarray]]:
    scenario = load("channel_tournament").set(f"{LAW}={{}}", CATEGORIES[category], "years=3")
    return found_in(spending, [(scenario, seed) for seed in seeds(replications)])


def plainly(category: str, replications: int) -> pd.Series:
    """How much more people of several channels spend than those of few, as a share, by replication."""
    found = []
    for money, used in spent(category, replications):
        several = used >= MANY
        found.append(money[several].mean() / money[(used > 0) & ~several].mean() - 1)
    return pd.Series(found)


def by_cause(category: str, replications: int) -> pd.Series:
    """How much more they spend than the same people do with the law off."""
    found = []
    for (money, _), (usual, used) in zip(
        spent(category, replications), spent("off", replications), strict=True
    ):
        several = used >= MANY
        found.append(money[several].sum() / usual[several].sum() - 1)
    return pd.Series(found)


def test_the_effect_has_both_signs():
    assert surely(lambda n: by_cause("pleasure", n)) > 0
    assert surely(lambda n: by_cause("use", n)) < 0


def test_a_plain_comparison_shows_people_of_several_channels_worth_more_though_channels_do_nothing():
    assert surely(lambda n: plainly("off", n)) > 0


def test_where_goods_are_bought_for_use_a_plain_comparison_hides_that_channels_cost_purchases():
    assert surely(lambda n: plainly("use", n) - by_cause("use", n)) > 0


def test_people_of_several_channels_stand_out_more_where_goods_are_bought_for_pleasure():
    assert surely(lambda n: plainly("pleasure", n) - plainly("use", n)) > 0
