"""Books close, firms learn, the insolvent leave."""

import numpy as np
import pytest

from sim import load
from sim.agents.firms import Status
from sim.model import MarketModel
from sim.processes.firms.books_close import transaction_cents
from sim.state.ledger import Account

FIRMS = ("leader", "challenger", "follower", "newcomer")
OWNED = (
    "customers=2000",
    "mechanisms.cycles.adoption={innovation: 0.3, ownership: 1}",
    "mechanisms.cycles.replacement.life=1",
    *(f"firms.{firm}.base={{share: 0.25}}" for firm in FIRMS),
)


def ran(*overrides: str, periods: int = 6) -> MarketModel:
    model = MarketModel(load("durable").set(*OWNED, *overrides))
    for _ in range(periods):
        model.step()
    return model


def test_production_costs_the_units_sold():
    model = ran()
    units = model.figures.by("units", "firms").sum(axis=0)
    spent = model.figures.spent(Account.PRODUCTION).sum(axis=0)
    assert units.sum() > 0
    assert (spent == 18_000 * units).all()


def test_channels_take_commission_and_cost_per_sale():
    model = ran()
    sold, profiles = (
        model.history[-1].tally,
        [channel.profile for channel in model.question.channels.values()],
    )
    commission = sold.revenue.sum(axis=1) * [profile.commission for profile in profiles]
    per_sale = sold.units.sum(axis=1) * [100 * profile.cost_per_sale for profile in profiles]
    paid = model.figures.transaction[-1].sum(axis=1)
    assert paid == pytest.approx(commission + per_sale, abs=1)
    assert paid.sum() > 0


def test_segments_share_the_commission_of_a_channel_to_the_cent():
    model = ran(
        "segments={everybody: {share: 0.1}, " + ", ".join(f"n{k}: {{share: 0.1}}" for k in range(9)) + "}",
        periods=1,
    )
    assert model.market.tally is not None
    sold = np.random.default_rng(2).integers(0, 999, model.market.tally.revenue.shape)
    model.market.tally = model.market.tally._replace(revenue=sold, units=np.zeros_like(sold))
    shared = transaction_cents(model.market)
    commission = model.market.costs.commission
    assert (shared.sum(axis=1) == np.round(sold.sum(axis=1) * commission)).all()
    assert (np.abs(shared - sold * commission) <= 1).all()
    assert (shared >= 0).all()
    assert (shared != np.round(sold * commission)).any()


def test_who_is_beyond_the_credit_leaves_and_its_customers_are_free():
    model = ran("firms.leader.cash=20000", "firms.leader.fixed_cost=900000")
    leader, columns = model.firms[0], model.market.customers.columns
    assert leader.status is Status.BANKRUPT
    assert not (columns.supplier == 0).any()
    assert not leader.on_sale()
    assert model.market.ledger.cash(0) < 0


def test_credit_keeps_a_firm_alive():
    broke = ("firms.leader.cash=20000", "firms.leader.fixed_cost=900000")
    assert ran(*broke, "mechanisms.firms.entry_and_exit.credit=5000000").firms[0].status is Status.ACTIVE
    assert ran(*broke, "mechanisms.firms.entry_and_exit.strength=0").firms[0].status is Status.ACTIVE


def test_a_bankrupt_firm_pays_no_more():
    model = ran("firms.leader.cash=20000", "firms.leader.fixed_cost=900000", periods=12)
    assert model.market.ledger.flowed(Account.FIXED)[0] == 0


def test_the_category_standard_is_the_mean_experience_of_the_period():
    model = ran(
        "mechanisms.customers.satisfaction={noise: 0, misfit: 0}",
        "mechanisms.channels.channel_types.strength=0",
        *(f"firms.{firm}.products.first.defects=0" for firm in FIRMS),
    )
    assert model.market.category_experience == pytest.approx(0.7, abs=1e-4)
