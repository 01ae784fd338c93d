"""From the log of events an outsider can compute every count of the tables again."""

from itertools import pairwise
from math import floor

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


def purchases(result):
    rows = result.tables["event"]
    bought = rows[rows.event == "purchase"].fillna({"origin": "none"})
    return bought.assign(year=bought.period // result.scenario.periods_per_year)


def test_origins_of_sales_can_be_computed_again(result):
    counts = purchases(result).groupby(["year", "firm", "origin"])[["units", "amount_cents"]].sum()
    told = result.tables["source"].groupby(["year", "firm", "origin"])[["units", "revenue_cents"]].sum()
    assert (told.to_numpy() == counts.reindex(told.index, fill_value=0).to_numpy()).all()
    assert told.units.sum() > 0


def test_sizes_of_cohorts_can_be_computed_again(result):
    first = purchases(result).groupby(["firm", "customer"]).year.min().rename("cohort").reset_index()
    sizes = first.groupby(["firm", "cohort"]).size()
    told = result.tables["cohort"].groupby(["firm", "cohort"]).customers.first()
    assert (told == sizes.reindex(told.index, fill_value=0)).all()
    assert (told > 0).any()


def contributions(result):
    """What each customer of each firm contributed and paid, by the event log and the scenario alone."""
    bought, scenario = purchases(result), result.scenario
    profiles = {name: channel.profile for name, channel in scenario.channels.items()}
    cost = [
        units * round(100 * scenario.firms[firm].products[generation].unit_cost)
        + units * round(100 * profiles[channel].cost_per_sale)
        + floor(profiles[channel].commission * amount + 0.5)
        for firm, generation, channel, units, amount in bought[
            ["firm", "generation", "channel", "units", "amount_cents"]
        ].itertuples(index=False)
    ]
    each = bought.assign(contribution_cents=bought.amount_cents - cost, revenue_cents=bought.amount_cents)
    return each.groupby(["firm", "customer"])[["contribution_cents", "revenue_cents"]].sum()


def test_the_value_of_customers_can_be_computed_again(result):
    found = contributions(result)
    for firm, told in result.tables["value"].groupby("firm"):
        people = found.loc[firm].sort_values(["contribution_cents", "revenue_cents"], ascending=False)
        edges = [k * len(people) // len(told) for k in range(len(told) + 1)]
        groups = [people.iloc[low:high] for low, high in pairwise(edges)]
        assert told.customers.tolist() == [len(group) for group in groups]
        for column in ("contribution_cents", "revenue_cents"):
            assert told[column].tolist() == [group[column].sum() for group in groups]
        assert told.group.tolist() == [*range(1, min(len(people), 100) + 1)]
    assert set(result.tables["value"].firm) == set(found.index.unique("firm"))


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
