"""People of several channels are worth more by who they are, and more or less by what these do (D3, V-C16).

Kushwaha & Shankar (2013) found them most valuable only where goods are bought for pleasure. Heavy buyers
use more channels whatever these do, so that a plain comparison misleads; the same people in the same luck,
with and without the law, show the effect.
"""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from sim import load
from sim.model import MarketModel
from tests.support import SEEDS, interval

LAW = "mechanisms.channels.multichannel_use"
CATEGORIES = {"off": f"{LAW}.strength=0", "pleasure": f"{LAW}.hedonic=1", "use": f"{LAW}.hedonic=0"}
MANY = 3
"""Channels from which somebody counts as a person of several."""

pytestmark = pytest.mark.slow


def spending(category: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """What each customer spent over the run, in cents, and how many channels they used."""
    scenario = load("channel_tournament").set(f"{LAW}={{}}", CATEGORIES[category], "years=3")
    model = MarketModel(scenario, seed=seed)
    for _ in range(scenario.periods):
        model.step()
    columns = model.market.customers.columns
    return columns.money.sum(axis=0), np.bitwise_count(columns.visited)


@cache
def measured() -> pd.DataFrame:
    """By replication: how much more people of several channels spend, plainly and by cause, as shares."""
    rows = []
    for seed in range(1000, 1000 + SEEDS):
        runs = {category: spending(category, seed) for category in CATEGORIES}
        several = runs["off"][1] >= MANY
        row = {}
        for category, (money, used) in runs.items():
            row[f"plainly {category}"] = (
                money[used >= MANY].mean() / money[(used > 0) & (used < MANY)].mean() - 1
            )
            row[f"by cause {category}"] = money[several].sum() / runs["off"][0][several].sum() - 1
        rows.append(row)
    return pd.DataFrame(rows)


def test_the_effect_has_both_signs():
    found = measured()
    assert interval(found["by cause pleasure"]).low > 0.0
    assert interval(found["by cause use"]).high < 0.0


def test_a_plain_comparison_shows_people_of_several_channels_worth_more_though_channels_do_nothing():
    assert interval(measured()["plainly off"]).low > 0.0


def test_where_goods_are_bought_for_use_a_plain_comparison_hides_that_channels_cost_purchases():
    found = measured()
    hidden = interval(found["plainly use"] - found["by cause use"])
    assert hidden.low > 0.0, hidden


def test_people_of_several_channels_stand_out_more_where_goods_are_bought_for_pleasure():
    found = measured()
    more = interval(found["plainly pleasure"] - found["plainly use"])
    assert more.low > 0.0, more
