"""Satisfaction signals: R squared, shapes and ratios where they are known exactly."""

import numpy as np
import pandas as pd
import pytest

from analysis.battery.satisfaction_signals import (
    SIGNALS,
    explained,
    foretold,
    kept_after_a_year,
    shape,
    survey,
    willingness_ratio,
)
from sim import load
from sim.mechanisms.customers.loyalty import intention
from sim.model import MarketModel


@pytest.fixture(scope="module")
def model() -> MarketModel:
    """A small contract market after two of three years."""
    market = MarketModel(load("subscription", "customers=400", "years=3"), seed=1)
    for _ in range(24):
        market.step()
    return market


def test_the_survey_asks_each_customer_of_the_firm_and_nobody_else(model):
    asked = survey(model.market, 0)
    stages = model.market.customers.columns.stage[0]
    assert asked.index.tolist() == np.flatnonzero((stages >= 1) & (stages <= 4)).tolist()
    assert asked.satisfaction.between(0, 100).all()
    assert asked.recommendation.isin(range(11)).all()
    assert set(SIGNALS) < set(asked.columns)


def test_intention_and_recommendation_rise_with_satisfaction(model):
    asked = survey(model.market, 0).sort_values("satisfaction")
    law = model.question.mechanisms.customers.loyalty
    assert asked.recommendation.is_monotonic_increasing
    first = asked.iloc[0]
    assert first.intention == intention(first.satisfaction / 100, law.steepness, law.turning_point)


def test_who_is_kept_is_who_is_a_customer_when_the_market_goes_on(model):
    people = survey(model.market, 0).index
    kept = kept_after_a_year(model.market, 0, people)
    assert model.market.period == 24
    other = MarketModel(load("subscription", "customers=400", "years=3"), seed=1)
    while other.running:
        other.step()
    assert (people[kept == 1]).tolist() == people.intersection(survey(other.market, 0).index).tolist()


def test_r_squared_of_one_signal_is_its_squared_correlation():
    rng = np.random.default_rng(1)
    signal = pd.DataFrame({"x": rng.normal(size=200)})
    outcome = (signal.x + rng.normal(size=200) > 0).astype(float)
    assert explained(signal, outcome) == pytest.approx(signal.x.corr(outcome) ** 2)


def test_a_signal_that_is_the_outcome_foretells_all_of_it():
    outcome = np.array([0.0, 1.0, 1.0, 0.0, 1.0, 0.0])
    assert foretold(pd.DataFrame({"x": outcome}), outcome) == pytest.approx(1.0)


def test_noise_explains_where_it_is_fitted_and_foretells_nothing():
    rng = np.random.default_rng(2)
    noise = pd.DataFrame(rng.normal(size=(100, 20)))
    outcome = rng.integers(0, 2, 100).astype(float)
    assert explained(noise, outcome) > 0.1
    assert foretold(noise, outcome) < 0


def test_where_all_stay_there_is_nothing_to_explain():
    assert explained(pd.DataFrame({"x": [1.0, 2.0, 3.0]}), np.ones(3)) == 0.0


def test_shapes_are_those_of_textbooks():
    assert shape([1.0, 2.0, 3.0]).skewness == pytest.approx(0.0)
    assert shape([0.0, 3.0, 3.0, 3.0]).skewness < 0
    assert shape([5.0, 5.0]).skewness is None
    assert shape([0.0, 4.0]).mean == 2.0


def test_willingness_compares_the_ends_of_the_scale():
    asked = pd.DataFrame({"satisfaction": [70.0, 90.0, 40.0, 55.0], "intention": [0.5, 0.7, 0.1, 0.3]})
    assert willingness_ratio(asked) == pytest.approx(6.0)
    assert willingness_ratio(asked[asked.satisfaction > 40]) is None
