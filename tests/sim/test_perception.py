"""Perception: a firm sees its own books as far as its data are good, and guesses the rest."""

import numpy as np
import pytest

from sim import load
from sim.model import MarketModel
from sim.perception import SPREAD_OF_GUESSES, Looking
from sim.strategies.base import FirmView

FIRMS = ("leader", "challenger", "follower", "newcomer")
OWNED = tuple(f"firms.{firm}.base={{share: 0.25}}" for firm in FIRMS)


def seen(quality: float, *overrides: str, periods: int = 18) -> tuple[MarketModel, FirmView]:
    model = MarketModel(
        load("durable").set(
            "customers=4000",
            *OWNED,
            "mechanisms.cycles.adoption.ownership=1",
            "mechanisms.cycles.replacement.life=1",
            f"firms.leader.data_quality={quality}",
            *overrides,
        )
    )
    for _ in range(periods):
        model.step()
    model.market.ledger.open_period()
    return model, Looking(model.market).view(model.firms[0])


def test_with_perfect_data_the_records_are_the_truth():
    model, view = seen(1.0)
    columns = model.market.customers.columns
    assert np.array_equal(view.records.purchases, columns.purchases[0])
    assert view.records.money == pytest.approx(columns.money[0] / 100.0, rel=1e-6)
    assert view.spending == pytest.approx(columns.money.sum(axis=0) / 100.0, rel=1e-6)


def test_the_share_of_customers_on_record_is_the_quality_of_the_data():
    model, view = seen(0.6)
    bought = model.market.customers.columns.purchases[0] > 0
    assert (view.records.purchases[bought] > 0).mean() == pytest.approx(0.6, abs=0.04)
    assert not view.records.purchases[~bought].any()


def test_without_data_there_are_no_records_and_guesses_scatter():
    model, view = seen(0.0)
    assert not view.records.purchases.any()
    money = model.market.customers.columns.money
    elsewhere = money[1:].sum(axis=0)
    spends = elsewhere > 0
    errors = np.log((view.spending[spends] * 100.0 - money[0, spends]) / elsewhere[spends])
    assert errors.std() == pytest.approx(SPREAD_OF_GUESSES, rel=0.05)
    assert errors.mean() == pytest.approx(0.0, abs=0.1)


def test_silence_is_counted_in_own_gaps():
    model, view = seen(1.0)
    columns, period = model.market.customers.columns, model.market.period
    i = int(np.argmax(columns.purchases[0]))
    gap = (72.0 + columns.last[0, i] - columns.first[0, i]) / columns.purchases[0, i]
    assert view.records.silence[i] == pytest.approx((period - columns.last[0, i]) / gap, rel=1e-6)


def test_a_firm_sees_the_last_period_of_its_own_books():
    model, view = seen(0.5)
    last = model.history[-1]
    assert view.revenue == last["revenue"][0].sum() / 100.0
    assert view.stage_counts == tuple(last["stages"][0])
    assert view.cash == model.market.ledger.cash(0) / 100.0
    assert (view.won, view.lost) == (last["won"][0], last["lost"][0])


def test_rivals_without_anything_on_sale_show_no_price():
    _, view = seen(0.5, "firms.follower.products.first.launch=8", "firms.newcomer.enters=8", periods=2)
    assert view.rival_prices == (300.0,)
