"""Matching: who was sent by a friend likes the firm better for good, and nobody else does."""

import numpy as np
import pytest

from sim.model import MarketModel
from tests.contract.small import busy

TALKATIVE = "mechanisms.customers.word_of_mouth.talk=12"


def lived(law: str) -> MarketModel:
    model = MarketModel(busy(TALKATIVE, f"mechanisms.customers.referral={law}"), seed=2)
    while model.running:
        model.step()
    return model


def test_whoever_was_sent_gains_once_what_the_match_is_worth():
    model = lived("{matching: 0.5}")
    columns, born = (
        model.market.customers.columns,
        MarketModel(model.question, seed=2).market.customers.columns,
    )
    sent = columns.referrer >= 0
    assert sent.any()
    assert (columns.taste - born.taste)[sent] == pytest.approx(0.5, abs=1e-5)
    assert np.array_equal(columns.taste[~sent], born.taste[~sent])


def test_at_half_strength_the_match_is_worth_half():
    model = lived("{matching: 0.5, strength: 0.5}")
    columns, born = (
        model.market.customers.columns,
        MarketModel(model.question, seed=2).market.customers.columns,
    )
    assert (columns.taste - born.taste)[columns.referrer >= 0] == pytest.approx(0.25, abs=1e-5)
