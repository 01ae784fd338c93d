"""From the log of events an outsider can compute every count of the tables again."""

import pandas as pd
import pytest

from sim import load, simulate

CASES = {
    "durable": ("durable", "customers=600", "years=2"),
    "contracts with contacts and a full shop": (
        "durable",
        "customers=600",
        "years=2",
        "mechanisms.customers.renewal.strength=1",
        "mechanisms.customers.satisfaction.contacts=4",
        "mechanisms.cycles.adoption.innovation=0.8",
        "firms.leader.channels.shop.capacity=60",
    ),
}


@pytest.fixture(params=CASES, scope="module")
def result(request):
    name, *overrides = CASES[request.param]
    return simulate(load(name, *overrides), seed=5, events=True)


def counted(result, event, by, value=None):
    rows = result.tables["event"]
    groups = rows[rows.event == event].groupby(["period", *by], observed=True)
    return groups.size() if value is None else groups[value].sum()


def same(table, columns, counts, by):
    expected = table.set_index(["period", *by])[columns]
    return expected.eq(counts.reindex(expected.index, fill_value=0)).all()


@pytest.mark.parametrize(("column", "value"), [("units", "units"), ("revenue_cents", "amount_cents")])
def test_sales_can_be_computed_again(result, column, value):
    assert same(result.tables["firm"], column, counted(result, "purchase", ["firm"], value), ["firm"])
    assert same(
        result.tables["channel"],
        column,
        counted(result, "purchase", ["firm", "channel"], value),
        ["firm", "channel"],
    )


@pytest.mark.parametrize(
    ("column", "event"), [("lost", "lost"), ("praise", "praise"), ("warnings", "warning")]
)
def test_losses_and_words_can_be_computed_again(result, column, event):
    assert same(result.tables["firm"], column, counted(result, event, ["firm"]), ["firm"])


def test_switching_can_be_computed_again(result):
    rows = result.tables["event"]
    bought = rows[rows.event == "purchase"].fillna({"origin": "none"})
    counts = (
        bought.groupby(["period", "origin", "firm"]).size().rename_axis(["period", "origin", "destination"])
    )
    assert same(result.tables["switching"], "purchases", counts, ["origin", "destination"])


def test_those_turned_away_and_those_who_waited_can_be_counted_again(result):
    away = counted(result, "turned_away", ["firm", "channel"], "units")
    assert same(result.tables["channel"], "turned_away", away, ["firm", "channel"])
    rows = result.tables["event"]
    waited = rows[rows.event.isin(["waited", "left"])].groupby("period").size()
    assert same(result.tables["category"], "waited", waited, [])


def test_keeping_events_changes_nothing(result):
    plain = simulate(result.scenario, seed=5)
    for name, table in plain.tables.items():
        pd.testing.assert_frame_equal(table, result.tables[name])


def test_two_threads_log_the_same_events_as_one():
    scenario = load("durable", "customers=9000", "years=0.5")
    one, two = (
        simulate(scenario, seed=5, events=True, threads=threads).tables["event"] for threads in (1, 2)
    )
    pd.testing.assert_frame_equal(one, two)
