"""What came after a moment, and what was to be expected: with the simplest arithmetic by hand."""

import numpy as np
import pytest

from analysis.export.transactions.future_contribution import Horizon, future_of
from analysis.export.transactions.purchases import joined, purchases_of
from sim import load
from sim.model import MarketModel, continued, live
from sim.state.market import Market

SMALL = ("customers=150", "years=1", "mechanisms.customers.uncertain_demand={purchase_rate: 20}")
HALF = 26


@pytest.fixture(scope="module")
def market() -> Market:
    model = MarketModel(load("repertoire", *SMALL), seed=3, events=True)
    for _ in range(HALF):
        model.step()
    return model.market


def by_hand(market: Market, discount: float) -> np.ndarray:
    """Discounted contribution of half a year, float64[firms, customers]."""
    parts = []
    for _ in range(HALF):
        parts.append(purchases_of(market, live(market)))
        market.period += 1
    sold, total = joined(parts), np.zeros(market.customers.columns.purchases.shape)
    for k in range(len(sold.firm)):
        years = sold.years[k] - 0.5
        total[sold.firm[k], sold.customer[k]] += sold.contribution[k] / 100 / (1 + discount) ** years
    return total


def test_what_came_is_what_the_run_itself_goes_on_to_bring(market: Market):
    future = future_of(market, Horizon(HALF, 0.2, 2))
    assert future.realised.contribution == pytest.approx(by_hand(continued(market, 0), 0.2), rel=1e-12)


def test_mean_and_error_are_those_of_the_continuations_in_fresh_luck(market: Market):
    future = future_of(market, Horizon(HALF, 0.2, 3))
    several = np.array([by_hand(continued(market, number), 0.2) for number in (1, 2, 3)])
    assert future.mean.contribution == pytest.approx(several.mean(axis=0), rel=1e-12, abs=1e-12)
    error = several.std(axis=0, ddof=1) / np.sqrt(3)
    assert future.standard_error.contribution == pytest.approx(error, rel=1e-9, abs=1e-12)


def test_discounting_lessens_money_and_no_purchases(market: Market):
    plain, discounted = (future_of(market, Horizon(HALF, rate, 2)) for rate in (0.0, 0.5))
    assert (plain.mean.purchases == discounted.mean.purchases).all()
    bought = plain.mean.purchases > 0
    assert bought.any()
    assert (discounted.mean.contribution[bought] < plain.mean.contribution[bought]).all()
    assert (discounted.mean.contribution[bought] > plain.mean.contribution[bought] / 1.5**0.5).all()


def test_the_market_stays_as_it_is(market: Market):
    before = [column.copy() for column in market.customers.columns]
    future_of(market, Horizon(3, 0.1, 2))
    assert all(np.array_equal(old, new) for old, new in zip(before, market.customers.columns, strict=True))
    assert market.period == HALF
