"""Events are read from the tables as a follower of the market would note them down."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.measures.events import MARKET, events, median_replication


def changed(comparison, **columns):
    firm = comparison.tables["firm"].assign(
        **{name: make(comparison.tables["firm"]) for name, make in columns.items()}
    )
    return replace(comparison, tables={**comparison.tables, "firm": firm})


def kinds(comparison, who):
    return [(e.year, e.kind) for e in events(comparison, comparison.arms[0], 0) if e.who == who]


def test_generations_and_phases_are_events_of_the_market(comparison):
    found = events(comparison, comparison.arms[0], 0)
    market = [(event.kind, event.text) for event in found if event.who == MARKET]
    assert ("phase of the category", "category enters growth") in market
    assert ("launch of a generation", "smartphone first sold") in market
    assert [event.year for event in found] == sorted(event.year for event in found)


def test_entry_and_bankruptcy_are_seen_when_the_status_changes(comparison):
    def status(firm):
        own = firm.firm == "Halcyon"
        early, late = firm.period < 12, firm.period >= 36
        return np.select([own & early, own & late], ["waiting", "bankrupt"], "active")

    assert kinds(changed(comparison, status=status), "Halcyon") == [
        (13 / 12, "entry"),
        (37 / 12, "bankruptcy"),
    ]


@pytest.mark.parametrize(("step", "kind"), [(0.94, "price cut"), (1.06, "price rise"), (0.96, None)])
def test_a_step_of_the_list_price_above_five_per_cent_is_an_event(comparison, step, kind):
    def price(firm):
        return 32_000.0 * np.where((firm.firm == "Halcyon") & (firm.period >= 24), step, 1)

    found = kinds(changed(comparison, list_price_cents=price), "Halcyon")
    assert found == ([(25 / 12, kind)] if kind else [])


def test_a_price_that_falls_period_after_period_is_one_event(comparison):
    def price(firm):
        return 32_000.0 * np.where(firm.firm == "Halcyon", 0.9 ** np.clip(firm.period - 23, 0, 3), 1)

    changes = changed(comparison, list_price_cents=price)
    found = [e for e in events(changes, changes.arms[0], 0) if e.who == "Halcyon"]
    assert [(e.kind, e.text) for e in found] == [("price cut", "Halcyon’s mean list price −27%")]


def test_a_new_leader_is_named_with_whom_it_overtakes(comparison):
    def units(firm):
        return np.where(firm.firm == "Halcyon", np.where(firm.period < 24, 1, 9_000_000), firm.units)

    found = [
        e for e in events(changed(comparison, units=units), comparison.arms[0], 0) if e.kind == "new leader"
    ]
    assert [event.who for event in found] == ["Halcyon"]
    assert found[0].text.startswith("Halcyon overtakes ")


def test_the_median_replication_has_the_median_gain(comparison):
    arms = comparison.arms[:2]
    firm = comparison.tables["firm"]
    own = firm[firm.firm == "Northwind"].groupby(["arm", "replication"]).profit_cents.sum()
    gains = own[arms[1]] - own[arms[0]]
    assert gains[median_replication(comparison, arms)] == gains.median()


def test_without_a_finished_replication_there_is_no_median(comparison):
    assert median_replication(comparison, ("unheard of",)) is None
