"""Complaints beyond capacity are not taken up; money takes up more and betters what is on sale."""

import numpy as np
import pytest

from sim import load
from sim.model import MarketModel
from sim.processes.firms.objection_management import defect_chance, share_taken_up, trace
from sim.state.counts import IGNORED, RECOVERED, SILENT
from sim.strategies.base import Offers

ON = "mechanisms.crm={complaints: {}, objection_management: {desk: 120, handling: 25, experience: 50}}"
OFF = "mechanisms.crm.objection_management.strength=0"


def with_complaints(voiced: int, *overrides: str) -> MarketModel:
    """A month after which the first firm had so many complaints, half of them answered."""
    model = MarketModel(load("durable").set("customers=200", ON, *overrides))
    model.step()
    assert model.market.tally is not None
    counts = model.market.tally.complaints[0]
    counts[[SILENT, IGNORED, RECOVERED]] = [7, voiced // 2, voiced - voiced // 2]
    return model


@pytest.mark.parametrize(("money", "share"), [(0.0, 0.25), (250.0, 0.5), (750.0, 1.0), (5_000.0, 1.0)])
def test_of_forty_complaints_a_desk_for_ten_and_the_programmes_money_take_up_their_share(money, share):
    model = with_complaints(40)
    model.firms[0].offers = Offers(objection_management=money)
    assert share_taken_up(model.market, model.firms[0]) == pytest.approx(share)


def test_where_nobody_complained_all_is_taken_up():
    model = with_complaints(0)
    assert share_taken_up(model.market, model.firms[0]) == 1.0


def test_complaints_traced_with_the_programmes_money_better_what_is_on_sale():
    model = with_complaints(40)
    firm, line = model.firms[0], model.firms[0].products["first"]
    firm.offers = Offers(objection_management=250.0)
    for _ in range(5):
        trace(model.market, firm)
    assert line.traced == pytest.approx(50.0)
    assert defect_chance(model.market, line) == pytest.approx(0.8 * line.spec.defects)


def test_nobody_traces_more_complaints_than_there_are():
    model = with_complaints(4)
    model.firms[0].offers = Offers(objection_management=5_000.0)
    trace(model.market, model.firms[0])
    assert model.firms[0].products["first"].traced == 4.0


def test_off_every_complaint_is_taken_up_and_nothing_is_learnt():
    model = with_complaints(40, OFF)
    firm = model.firms[0]
    firm.offers = Offers(objection_management=5_000.0)
    trace(model.market, firm)
    assert share_taken_up(model.market, firm) == 1.0
    assert defect_chance(model.market, firm.products["first"]) == firm.products["first"].spec.defects


def test_what_is_taken_up_and_what_is_left_to_fail_is_posted():
    model = with_complaints(400, "firms.leader.strategies.recovery={kind: answering}")
    model.firms[0].products["first"].traced = 50.0
    model.step()
    posted = model.market.posted
    assert posted is not None
    assert posted.tiers.answered[0] == pytest.approx(np.full(6, 10.0 / 400.0))
    assert (posted.tiers.answered[1] == 0.0).all()
    assert posted.defects[0] == pytest.approx(0.8 * 0.03)
    assert posted.defects[1] == pytest.approx(0.03)
