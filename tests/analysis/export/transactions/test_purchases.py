"""Purchases with date and contribution: they add up to the books."""

import numpy as np
import pytest

from analysis.export.transactions.purchases import Purchases, joined, purchases_of
from sim import load, simulate
from sim.model import MarketModel, live

SMALL = ("customers=400", "years=0.5", "mechanisms.customers.uncertain_demand={purchase_rate: 40}")


def sold() -> Purchases:
    market = MarketModel(load("repertoire", *SMALL), seed=3, events=True).market
    parts = []
    for _ in range(26):
        parts.append(purchases_of(market, live(market)))
        market.period += 1
    return joined(parts)


@pytest.fixture(scope="module")
def purchases() -> Purchases:
    return sold()


def test_amounts_and_contributions_add_up_to_the_books(purchases: Purchases):
    table = simulate(load("repertoire", *SMALL), 3).tables["firm"].groupby("firm", sort=False).sum()
    by_firm = [
        np.bincount(purchases.firm, weights=values)
        for values in (purchases.units, purchases.cents, purchases.contribution)
    ]
    assert by_firm[0].tolist() == table.units.tolist()
    assert by_firm[1].tolist() == table.revenue_cents.tolist()
    margin = table.revenue_cents - table.production_cents - table.transaction_cents
    # Commission is rounded to a cent, here a sale at a time.
    half_cents = 0.5 * np.bincount(purchases.firm) + 0.5 * 26 * 2
    assert (np.abs(by_firm[2] - margin) <= half_cents).all()


def test_purchases_are_spread_evenly_over_their_period(purchases: Purchases):
    share = purchases.years * 52 % 1.0
    assert np.histogram(share, 4, (0.0, 1.0))[0] / len(share) == pytest.approx(4 * [0.25], abs=0.03)
    assert (np.floor(purchases.years * 52) < 26).all()


def test_several_purchases_of_a_period_come_one_after_the_other(purchases: Purchases):
    period = np.floor(purchases.years * 52 + 1e-9)
    same = (np.diff(purchases.customer) == 0) & (np.diff(period) == 0)
    assert same.sum() > 100
    assert (np.diff(purchases.years)[same] > 0).all()


def test_they_can_be_repeated(purchases: Purchases):
    assert all(np.array_equal(a, b) for a, b in zip(purchases, sold(), strict=True))
