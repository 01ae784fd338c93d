"""Reselling: nothing is lost or made on a shelf; salespeople push their own firm's customers alone."""

import numpy as np
import pytest

from sim import load
from sim.model import MarketModel, live

VOLUME = "firms.maker.strategies.incentives={kind: pay, volume: 1, money: 500000}"
SUCCESS = "firms.maker.strategies.incentives={kind: pay, volume: 0, money: 500000}"
MAKER = 0


def market(*overrides: str) -> MarketModel:
    return MarketModel(load("trade_partners", "customers=200", *overrides), seed=5)


def test_what_shops_buy_is_sold_on_or_in_stock():
    model = market(VOLUME)
    held, columns = model.market.resellers, model.market.customers.columns
    before = columns.stock.sum(axis=1, dtype=float)
    for _ in range(8):
        model.step()
        trade = np.unique(columns.segment[held.people])
        bought = model.market.tally.units[:, trade, :].sum(axis=(1, 2))
        after = columns.stock.sum(axis=1, dtype=float)
        assert before + bought == pytest.approx(held.sold_on.sum(axis=1) + after, rel=1e-5)
        assert after == pytest.approx(held.stocked.sum(axis=1), rel=1e-5)
        before = after


def test_stock_is_never_negative_and_only_resellers_have_any():
    model = market(VOLUME)
    for _ in range(6):
        model.step()
    columns, others = model.market.customers.columns, np.ones(200, dtype=bool)
    others[model.market.resellers.people] = False
    assert (columns.stock >= 0).all()
    assert (columns.stock[:, others] == 0).all()


def test_a_going_concern_begins_with_the_stock_it_wants():
    model = market()
    columns, held = model.market.customers.columns, model.market.resellers
    yearly = -np.log(held.quiet.astype(float)) * 12 * held.order_size
    assert columns.stock[:, held.people].sum(axis=0) == pytest.approx(0.15 * yearly, rel=1e-4)


def test_salespeople_push_the_resellers_among_their_firms_customers_and_nobody_else():
    model = market(VOLUME)
    columns, held = model.market.customers.columns, model.market.resellers
    supplier, usual = columns.supplier.copy(), columns.order_size.copy()
    model.step()
    own = np.isin(np.arange(200), held.people) & (supplier == MAKER)
    assert (columns.order_size[~own] == usual[~own]).all()
    assert (columns.order_size[own] > usual[own]).mean() > 0.9


def test_pay_for_success_pushes_nobody_and_help_is_felt_by_and_by():
    model = market(SUCCESS)
    usual, felt = model.market.customers.columns.order_size.copy(), []
    for _ in range(5):
        model.step()
        felt.append(float(model.market.resellers.help[MAKER]))
    assert (model.market.customers.columns.order_size == usual).all()
    assert felt == sorted(set(felt))
    assert (model.market.resellers.help[1:] == 0).all()


def test_full_shelves_lead_to_fewer_occasions_to_order_and_empty_ones_to_more():
    full, empty, usual = market(), market(), market().market.resellers
    full.market.customers.columns.stock[:, usual.people] *= 10
    empty.market.customers.columns.stock[:] = 0
    for model in (full, empty):
        live(model.market)
    people = usual.people
    fewer, extra = (model.market.customers.columns.quiet[people] for model in (full, empty))
    assert (fewer >= usual.quiet).all()
    assert (extra < usual.quiet).mean() > 0.5


def test_without_rules_of_their_own_nobody_keeps_stock():
    model = market("mechanisms.customers.customer_classes.strength=0", VOLUME)
    model.step()
    assert len(model.market.resellers.people) == 0
    assert model.market.customers.columns.stock.shape[-1] == 0
