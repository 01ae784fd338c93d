"""Perception: a firm sees its own books as far as its data are good, and guesses the rest."""

from dataclasses import fields

import numpy as np
import pytest

from sim import load
from sim.model import MarketModel
from sim.processes.firms.customer_files import SPREAD_OF_GUESSES
from sim.processes.firms.perception import Looking
from sim.strategies.base import FirmView, Records
from sim.units import Floats

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
    last = model.history[-1].tally
    assert view.revenue == last.revenue[0].sum() / 100.0
    assert view.stage_counts == tuple(last.stages[0])
    assert view.cash == model.market.ledger.cash(0) / 100.0
    assert (view.won, view.lost) == (last.won[0].sum(), last.lost[0].sum())


def test_rivals_without_anything_on_sale_show_no_price():
    _, view = seen(0.5, "firms.follower.products.first.launch=8", "firms.newcomer.enters=8", periods=2)
    assert view.rival_prices == (300.0,)


VIEW = "mechanisms.crm.customer_view={amount_error: 0, duplicates: 0}"


def test_with_one_view_and_perfect_data_the_distorted_records_are_the_truth():
    plain, distorted = seen(1.0)[1].records, seen(1.0, "mechanisms.crm.customer_view={}")[1].records
    for figure in fields(Records):
        assert np.array_equal(getattr(plain, figure.name), getattr(distorted, figure.name)), figure.name


def test_contribution_and_tenure_on_record_are_those_of_the_books():
    model, view = seen(1.0)
    columns, bought = model.market.customers.columns, model.market.customers.columns.purchases[0] > 0
    assert view.records.contribution == pytest.approx(columns.contribution[0] / 100.0, rel=1e-6)
    assert view.records.tenure[bought] == pytest.approx((18 - columns.first[0, bought]) / 12, rel=1e-6)
    assert not view.records.tenure[~bought].any()


def test_a_department_on_its_own_knows_its_part_of_purchases_and_money():
    model, view = seen(1.0, VIEW, "firms.leader.integration=0")
    columns = model.market.customers.columns
    for on_record, true in (
        (view.records.purchases, columns.purchases[0]),
        (view.records.money, columns.money[0] / 100.0),
        (view.records.contribution, columns.contribution[0] / 100.0),
    ):
        assert on_record.sum() / true.sum() == pytest.approx(1 / 4, abs=0.02)
        assert (on_record <= true * 1.000001).all()


def test_a_fragment_may_miss_the_latest_contact_and_the_first():
    firm, made = "firms.leader.base={share: 0.25, purchases: 9}", "mechanisms.cycles.replacement.life=0.3"
    _, whole = seen(1.0, firm, made)
    _, part = seen(1.0, VIEW, firm, made, "firms.leader.integration=0.3")
    known = part.records.purchases > 0
    later_first = whole.records.tenure[known] - part.records.tenure[known]
    assert (later_first >= -1e-6).all()
    assert later_first.mean() > 0.1
    assert last_contact(part, known).mean() > last_contact(whole, known).mean() + 0.2
    assert (last_contact(part, known) >= last_contact(whole, known) - 1e-4).all()


def last_contact(view: FirmView, known: Floats) -> Floats:
    """Years since the latest purchase on record, worked back from silence in own gaps."""
    records = view.records
    silence, purchases, tenure = records.silence[known], records.purchases[known], records.tenure[known]
    # silence = since / gap, where gap = (usual + tenure - since) / purchases, and the usual gap is 6 years
    return silence * (6.0 + tenure) / (purchases + silence)


def test_a_purchase_once_on_file_stays_on_file():
    earlier = seen(0.8, VIEW, "firms.leader.integration=0.3", periods=12)[1].records
    later = seen(0.8, VIEW, "firms.leader.integration=0.3", periods=18)[1].records
    assert (later.purchases >= earlier.purchases).all()
    assert later.purchases.sum() > earlier.purchases.sum()


def test_poor_data_are_wrong_by_as_much_as_they_are_poor():
    errors = "mechanisms.crm.customer_view={amount_error: 0.8, duplicates: 0}"
    model, view = seen(0.5, errors)
    columns = model.market.customers.columns
    known = (view.records.purchases > 0) & (columns.money[0] > 0)
    assert np.array_equal(view.records.purchases[known], columns.purchases[0, known])
    wrong = np.log(view.records.money[known] / (columns.money[0, known] / 100.0))
    assert wrong.std() == pytest.approx(0.4, rel=0.1)
    margin = view.records.contribution[known] / view.records.money[known]
    assert margin == pytest.approx(columns.contribution[0, known] / columns.money[0, known], rel=1e-5)


def test_duplicates_take_half_of_what_is_known():
    _, view = seen(0.4, "mechanisms.crm.customer_view={amount_error: 0, duplicates: 1, departments: 1}")
    _, clean = seen(0.4, "mechanisms.crm.customer_view={amount_error: 0, duplicates: 0, departments: 1}")
    assert view.records.purchases.sum() / clean.records.purchases.sum() == pytest.approx(
        1 - 0.6 / 2, abs=0.03
    )


def test_with_a_view_of_its_own_a_firm_guesses_spending_from_what_it_has_on_file():
    model, view = seen(0.5, "mechanisms.crm.customer_view={}")
    only_here = model.market.customers.columns.money[1:].sum(axis=0) == 0
    assert np.array_equal(view.spending[only_here], view.records.money[only_here])


def test_what_a_firm_knows_follows_its_present_quality_and_integration():
    model, before = seen(0.9, VIEW)
    firm = model.firms[0]
    known = before.records.purchases.sum()
    assert (firm.data_quality, firm.integration) == (0.9, 1.0)
    firm.spec = firm.spec.model_copy(update={"integration": 0.5})
    fragments = Looking(model.market).view(firm).records.purchases.sum()
    firm.data_quality = 0.3
    assert known > fragments > Looking(model.market).view(firm).records.purchases.sum()
