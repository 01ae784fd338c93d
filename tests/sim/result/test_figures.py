"""Figures of a run are made of what was kept of its periods, for all of them at once."""

import numpy as np
import pytest

from sim.model import MarketModel
from sim.result import tables_of
from sim.result.figures import Figures
from sim.state.ledger import Account
from tests.contract.small import busy


@pytest.fixture(scope="module")
def model() -> MarketModel:
    lived = MarketModel(busy("mechanisms.crm.hand_overs={}"), seed=4)
    while lived.running:
        lived.step()
    return lived


def test_what_is_kept_of_a_period_stays_when_the_market_goes_on():
    lived = MarketModel(busy("years=0.5"), seed=4)
    lived.step()
    before = tables_of(lived.question, lived.history[:1], lived.snapshots, ("firm", "channel", "practice"))
    while lived.running:
        lived.step()
    after = tables_of(lived.question, lived.history[:1], lived.snapshots, ("firm", "channel", "practice"))
    assert all(before[name].equals(after[name]) for name in before)


def test_a_count_is_summed_over_what_is_not_named(model: MarketModel):
    figures, periods = model.figures, [kept.tally.units for kept in model.history]
    assert (figures.by("units", "firms", "channels") == np.sum(periods, axis=2)).all()
    assert (figures.by("units") == np.sum(periods, axis=(1, 2, 3))).all()
    assert (
        figures.by("complaints", "firms", where=np.s_[:, 1:])
        == figures.count("complaints")[:, :, 1:].sum(axis=2)
    ).all()


def test_figures_of_one_period_are_those_of_all_periods(model: MarketModel):
    alone = [Figures(model.question, [kept]) for kept in model.history]
    for name in ("transaction", "production", "infrastructure", "list_price", "profit", "courted_twice"):
        together = getattr(model.figures, name)
        assert np.array_equal(
            together, np.concatenate([getattr(one, name) for one in alone]), equal_nan=True
        ), name
        assert np.nan_to_num(together).any(), name


def test_channels_and_segments_sum_to_the_books(model: MarketModel):
    figures = model.figures
    for account, parts in (
        (Account.INFRASTRUCTURE, figures.infrastructure.sum(axis=2)),
        (Account.TRANSACTION, figures.transaction.sum(axis=(2, 3))),
        (Account.PRODUCTION, figures.production.sum(axis=2)),
    ):
        assert (figures.spent(account) == parts).all()


def test_events_are_not_kept_with_the_counts():
    lived = MarketModel(busy("years=0.5"), seed=4, events=True)
    lived.step()
    assert lived.market.tally is not None
    assert len(lived.market.tally.events)
    assert not len(lived.history[0].tally.events)
