"""Bargaining: discounts go to the powerful alone, in the books to the cent; co-operation comes and goes."""

import numpy as np
import pytest

from sim import load
from sim.mechanisms.crm.relationship_stages import is_customer
from sim.model import MarketModel
from sim.processes.trade.trade_terms import help_felt
from sim.state.ledger import Account

MAKER, RIVALS = 0, slice(1, None)
LAW = "mechanisms.channels.trade_structure"
TRADE = "firms.maker.strategies.trade"
DIRECT, WHOLESALER = f"{TRADE}={{kind: direct}}", f"{TRADE}={{kind: wholesaler}}"
PARTNER = f"{TRADE}={{kind: direct, cooperation: 250000, partners: [international_chain]}}"


def market(*overrides: str, periods: int = 0) -> MarketModel:
    model = MarketModel(load("trade_partners", "customers=300", *overrides), seed=5)
    for _ in range(periods):
        model.step()
    return model


def test_only_those_supplied_directly_get_a_discount_and_the_larger_the_customer_the_more():
    model = market(f"{TRADE}={{kind: direct, direct: [international_chain, local_chain]}}", periods=18)
    columns, held = model.market.customers.columns, model.market.resellers
    segments = list(model.question.segments)
    given = columns.offer[MAKER]
    by_segment = {name: given[columns.segment == s] for s, name in enumerate(segments)}
    assert by_segment["international_chains"].mean() > by_segment["local_chains"].mean() > 0
    assert not any(by_segment[name].any() for name in ("households", "specialised_shops", "key_accounts"))
    assert not columns.offer[RIVALS].any()
    assert 0 < held.demanded[MAKER] < 0.2


def test_whoever_has_the_larger_discount_already_keeps_it():
    care = "firms.maker.strategies.care={kind: blanket_discount, discount: 0.1}"
    plain, bargained = (market(care, route, periods=18).market for route in (WHOLESALER, DIRECT))
    assert (bargained.customers.columns.offer[MAKER] >= plain.customers.columns.offer[MAKER].min()).all()
    assert (bargained.customers.columns.offer[MAKER] > 10).any()


def test_discounts_are_what_price_and_revenue_lack():
    model = market(DIRECT, periods=18)
    tally = model.market.tally
    assert tally is not None
    listed = 30_000 * int(tally.units[MAKER].sum())
    assert int(tally.revenue[MAKER].sum()) + int(tally.discount[MAKER]) == listed
    assert tally.discount[MAKER] > 0


def test_a_wholesaler_keeps_its_margin_of_what_the_trade_pays_and_of_nothing_else():
    routes = [market(route, periods=1).market for route in (WHOLESALER, f"{TRADE}=null")]
    paid = [int(each.ledger.flowed(Account.TRANSACTION)[MAKER]) for each in routes]
    tally, segments = routes[0].tally, list(routes[0].scenario.segments)
    assert tally is not None
    trade = sum(
        int(tally.revenue[MAKER, s].sum())
        for s, name in enumerate(segments)
        if name not in {"households", "key_accounts"}
    )
    assert paid[0] - paid[1] == pytest.approx(0.12 * trade, abs=2)


def test_direct_supply_costs_handling_and_an_account_for_every_customer():
    direct, usual = (market(route, periods=1).market for route in (DIRECT, f"{TRADE}=null"))
    assert direct.tally is not None
    columns, held = direct.customers.columns, direct.resellers
    served = int(is_customer(columns.stage[MAKER])[held.people].sum())
    assert direct.ledger.flowed(Account.RELATIONSHIP)[MAKER] == served * round(100_000 / 12)
    assert usual.ledger.flowed(Account.RELATIONSHIP)[MAKER] == 0


def test_what_supply_costs_is_missing_in_what_a_customer_brought():
    model = market(WHOLESALER, f"{LAW}.margin=0.2", periods=6).market
    usual = market(f"{LAW}.margin=0", WHOLESALER, periods=6).market
    columns, people = model.customers.columns, model.resellers.people
    missing = usual.customers.columns.contribution[MAKER, people] - columns.contribution[MAKER, people]
    assert missing == pytest.approx(0.2 * columns.money[MAKER, people], abs=200)


def test_behind_a_wholesaler_nobody_bargains_and_the_firm_depends_on_few():
    hidden, open_ = (market(route, periods=6).market.resellers for route in (WHOLESALER, DIRECT))
    assert hidden.demanded[MAKER] == 0.0
    assert hidden.dependence[MAKER] == pytest.approx(0.1, rel=1e-12)
    assert open_.dependence[MAKER] > hidden.dependence[MAKER]


def test_dependence_is_the_share_of_the_largest_in_what_they_take():
    model = market(DIRECT, f"{LAW}.largest=1")
    taken = model.market.resellers.taken[MAKER].astype(float)
    model.step()
    assert model.market.resellers.dependence[MAKER] == pytest.approx(taken.max() / taken.sum(), rel=1e-12)


def test_co_operation_grows_with_partners_alone():
    model = market(PARTNER)
    levels = []
    for _ in range(6):
        model.step()
        levels.append(model.market.resellers.cooperation[MAKER].copy())
    partner = list(model.question.segments).index("international_chains")
    grown = [float(level[partner]) for level in levels]
    assert grown == sorted(set(grown))
    assert all(np.delete(level, partner).sum() == 0 for level in levels)
    assert (model.market.resellers.cooperation[RIVALS] == 0).all()


def test_co_operation_without_money_breaks():
    model = market(DIRECT)
    model.market.resellers.cooperation[MAKER] = 0.8
    model.step()
    assert model.market.resellers.cooperation[MAKER] == pytest.approx(0.8 * np.exp(-2.0 / 12), rel=1e-9)


def test_behind_a_wholesaler_half_of_the_salespeoples_help_arrives():
    hidden = market(WHOLESALER, "firms.maker.strategies.incentives={kind: pay, volume: 0, money: 500000}")
    hidden.step()
    held, segments = hidden.market.resellers, list(hidden.question.segments)
    felt = help_felt(hidden.market)[MAKER]
    assert held.help[MAKER] > 0
    assert felt[segments.index("local_chains")] == 0.5 * held.help[MAKER]
    assert felt[segments.index("key_accounts")] == held.help[MAKER]


def test_behind_a_wholesaler_half_of_the_co_operation_arrives():
    money = "cooperation: 250000"
    hidden, open_ = (
        market(f"{TRADE}={{kind: {kind}, {money}}}", f"{LAW}.building=1e6", periods=1).market.resellers
        for kind in ("wholesaler", "direct")
    )
    assert hidden.cooperation[MAKER] == pytest.approx(0.5 * open_.cooperation[MAKER], rel=1e-9)


def test_own_shops_are_liked_by_households_and_resented_by_the_trade():
    model = market(f"{TRADE}={{kind: own_shops, shops: 10000}}", periods=1).market
    usual = market(DIRECT, periods=1).market
    assert model.posted is not None
    assert usual.posted is not None
    change = model.posted.class_utility - usual.posted.class_utility
    mine = model.posted.product_firm[model.posted.offer_product] == MAKER
    segments = list(model.scenario.segments)
    assert (change[segments.index("households")][mine] > 0).all()
    assert (change[segments.index("local_chains")][mine] < 0).all()
    assert (change[segments.index("key_accounts")] == 0).all()
    assert (change[:, ~mine] == 0).all()


def test_without_classes_of_their_own_there_is_no_trade_to_supply():
    off = "mechanisms.customers.customer_classes.strength=0"
    usual = f"{TRADE}=null"
    supplied, plain = (market(off, route, periods=3).figures for route in (DIRECT, usual))
    assert (supplied.profit == plain.profit).all()
