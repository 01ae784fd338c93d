"""Firms enter and decide; what they decide is on offer at the right price and paid for."""

import numpy as np
import pytest

from sim import load
from sim.model import MarketModel
from sim.processes.offers.offers_posted import LOG_DISCOUNT
from sim.state.ledger import Account
from sim.state.offers import Posted


def ran(*overrides: str, periods: int = 1) -> MarketModel:
    model = MarketModel(load("durable").set("customers=500", *overrides))
    for _ in range(periods):
        model.step()
    return model


def posted(model: MarketModel) -> Posted:
    assert model.market.posted is not None
    return model.market.posted


def test_every_open_channel_of_every_product_is_an_offer_with_luck_of_its_own():
    found = posted(ran())
    assert len(found.offer_product) == 4 * 3
    assert len(set(found.offer_key.tolist())) == 12


def test_an_entrant_changes_nobody_elses_luck():
    alone, joined = posted(ran("firms.newcomer.enters=5")), posted(ran())
    assert set(alone.offer_key.tolist()) < set(joined.offer_key.tolist())
    assert alone.waiting_key == joined.waiting_key


def test_prices_follow_list_channel_and_promotion():
    found = posted(ran("firms.leader.channels.web.price=0.9"))
    assert found.price_cents[:3].tolist() == [30_000, 27_000, 30_000]
    assert found.log_price[:3] == pytest.approx(np.log([1.0, 0.9, 1.0]), abs=1e-12)


def test_budgets_a_year_are_paid_by_the_period():
    flows = ran(
        "firms.leader.strategies.budgets={kind: fixed, advertising: 120000, retention: 60000}",
        "firms.leader.strategies.budgets={acquisition: 12000, win_back: 600}",
        "firms.leader.fixed_cost=24000",
    ).figures
    accounts = (
        Account.ADVERTISING,
        Account.RETENTION,
        Account.ACQUISITION,
        Account.WIN_BACK,
        Account.FIXED,
    )
    paid = [flows.spent(account)[0, 0] for account in accounts]
    assert paid == [1_000_000, 500_000, 100_000, 5_000, 200_000]


def test_keeping_channels_open_costs_their_infrastructure():
    model = ran("firms.leader.strategies.channels={kind: mix, effort: {shop: 2, web: 0}}")
    yearly = [channel.profile.infrastructure for channel in model.question.channels.values()]
    flows = model.figures
    expected = [100 * money * effort / 12 for money, effort in zip(yearly, (2, 0, 1), strict=True)]
    assert flows.infrastructure[0, 0] == pytest.approx(expected, abs=1)
    assert flows.spent(Account.INFRASTRUCTURE)[0, 0] == flows.infrastructure[0, 0].sum() > 0


def test_personal_offers_are_paid_by_the_head():
    model = ran(
        "firms.leader.base.share=0.5",
        "mechanisms.cycles.adoption.ownership=1",
        "firms.leader.data_quality=1",
        "firms.leader.strategies.care={kind: blanket_discount, discount: 0.1, contact_cost: 2}",
    )
    offered = int((model.market.customers.columns.offer[0] > 0).sum())
    assert offered > 100
    assert model.figures.spent(Account.CARE)[0, 0] == 200 * offered


def test_a_product_is_launched_and_withdrawn_by_the_calendar():
    model = ran(
        "generations={second: {frontier: [1.0, 0.0]}}",
        "firms.leader.products.first.withdraw=0.5",
        "firms.leader.products={second: {launch: 0.25}}",
        periods=0,
    )
    on_sale = []
    for _ in range(8):
        model.step()
        on_sale.append(list(model.firms[0].on_sale()))
    assert on_sale == [["first"]] * 3 + [["first", "second"]] * 3 + [["second"]] * 2


def test_nothing_is_given_away_for_nothing_in_a_choice():
    assert LOG_DISCOUNT[[0, 50]] == pytest.approx([0.0, np.log(0.5)], abs=1e-12)
    assert np.isfinite(LOG_DISCOUNT).all()
