"""Occasions: in goods bought often a first purchase spreads, and one's own pace begins after it."""

import numpy as np
import pytest
from scipy import stats

from sim import load
from sim.model import MarketModel

OFTEN = (
    "customers=20000",
    "mechanisms={customers: {awareness: {strength: 0}, brand_choice: {waiting: -600}}}",
    "mechanisms.cycles={replacement: {strength: 0}, adoption: {innovation: 2, imitation: 0, trial: true}}",
    "mechanisms.customers.uncertain_demand={purchase_rate: 12}",
    "mechanisms.firms.entry_and_exit.strength=0",
    "firms.newcomer.enters=0",
)
NO_TRIAL = "mechanisms.cycles.adoption.trial=false"


def lived(months: int, *overrides: str) -> MarketModel:
    model = MarketModel(load("durable", *OFTEN, *overrides), seed=5)
    for _ in range(months):
        model.step()
    return model


@pytest.fixture(scope="module")
def model() -> MarketModel:
    return lived(6)


def test_as_many_try_as_the_law_of_adoption_says(model: MarketModel):
    tried = model.market.customers.columns.generation >= 0
    assert tried.mean() == pytest.approx(1.0 - np.exp(-2 * 0.5), abs=0.011)  # three standard errors


def test_when_somebody_tries_has_nothing_to_do_with_how_often_they_will_buy(model: MarketModel):
    columns = model.market.customers.columns
    tried = columns.generation >= 0
    assert stats.ks_2samp(columns.quiet[tried], columns.quiet[~tried]).pvalue > 1e-3


def test_without_a_trial_to_spread_heavy_buyers_come_first():
    columns = lived(1, NO_TRIAL).market.customers.columns
    bought = columns.generation >= 0
    assert columns.quiet[bought].mean() < 0.7 * columns.quiet[~bought].mean()


def test_own_pace_begins_after_the_first_purchase(model: MarketModel):
    first_month = lived(1).market.customers.columns
    assert first_month.purchases.sum(axis=0).max() == 1
    assert model.market.customers.columns.purchases.sum(axis=0).max() > 10


def test_goods_to_be_tried_first_are_not_established_at_the_start():
    assert not load("durable", *OFTEN).stands_at_start("leader")
    assert load("durable", *OFTEN, NO_TRIAL).stands_at_start("leader")
